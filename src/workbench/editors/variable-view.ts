import type { VariableDeclaration } from '../../elements/element';
import type { SecretPresence } from '../../credentials/secret-variables';
import { shownSecret, shownValue, type ShownValue } from '../../environments/shown-value';
import { describeSource, holdsSecret, lookUpVariable, type ValueSources } from '../../environments/sources';
import type { WorkspaceVariable } from '../../environments/variables';
import type { ResolvedValue, VariableView } from '../../protocol/form-state';

/** A variable as the form shows it. `presence` tells where the value of a secret is; without it, it was not looked up. */
export function variableView(key: string, declaration: VariableDeclaration, sources: ValueSources, presence: SecretPresence | undefined): VariableView {
  const secret = presence !== undefined || holdsSecret(key, lookUpVariable(key, declaration, sources).value, sources);
  const shown = presence === undefined ? shownValue(key, declaration, sources) : shownSecret(key, sources, presence);
  return {
    key,
    name: declaration.name ?? key,
    description: declaration.description ?? '',
    // A default that stands in a file by mistake is not repeated.
    defaultValue: declaration.default === undefined || secret ? '' : String(declaration.default),
    required: declaration.required === true,
    secret,
    value: resolvedValue(shown),
  };
}

/** A variable of the workspace that a field can be bound to; the value of a secret is not looked up for that. */
export function offeredVariable(variable: WorkspaceVariable, sources: ValueSources): VariableView {
  const declaration = variable.declarations[0]?.declaration ?? {};
  const shown = variable.secret ? { source: 'secret' } : resolvedValue(shownValue(variable.key, declaration, sources));
  const view = variableView(variable.key, declaration, sources, undefined);
  return { ...view, name: variable.name, required: variable.required, secret: variable.secret, value: shown, ...(variable.secret ? { defaultValue: '' } : {}) };
}

function resolvedValue({ display, source, problem }: ShownValue): ResolvedValue {
  return { ...(display === undefined ? {} : { display }), source: problem ?? describeSource(source) };
}
