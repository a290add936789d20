import * as vscode from 'vscode';
import type { TestOutcome } from '../../diagnosis/outcome';
import { bindingOf } from '../../elements/element';
import type { ElementEntry } from '../../elements/element-index';
import { isVariableBinding, parameterKey } from '../../elements/parameter';
import { resolveElement, type ResolvedParameter } from '../../environments/resolve';
import type { ValueSource } from '../../environments/sources';
import { defined } from '../../databases/shared/values';
import { signalOf } from '../signal-of';
import type { ActiveEnvironment } from '../environment';
import type { ConnectionTests } from '../testing/connection-tests';
import { subjectOfEntry } from '../testing/entry-subject';
import type { TestSubject } from '../testing/task-requests';
import type { WorkspaceElements } from '../workspace-elements';
import type * as api from './database-elements';

interface ApiServices {
  readonly elements: Pick<WorkspaceElements, 'ready' | 'index'>;
  readonly environment: Pick<ActiveEnvironment, 'sources'>;
  readonly tests: Pick<ConnectionTests, 'run'>;
}

/** The API over the parts that form, tree and commands use, so that all say the same. */
export function provideApi({ elements, environment, tests }: ApiServices): api.DatabaseElementsApi {
  const entries = async (): Promise<ElementIndex> => {
    if (!vscode.workspace.isTrusted) throw new Error('Database Elements answers no other extension in Restricted Mode. Trust this workspace first.');
    await elements.ready;
    return elements.index;
  };
  const subjectOf = async (uri: vscode.Uri): Promise<TestSubject> => {
    const entry = (await entries()).get(uri.toString());
    if (entry === undefined) throw new Error(`There is no database element ${vscode.workspace.asRelativePath(uri)}.`);
    const subject = subjectOfEntry(entry);
    if (subject === undefined) throw new Error(`${entry.path}: ${entry.problems.find(({ severity }) => severity === 'error')?.message ?? 'the file is malformed.'}`);
    return subject;
  };
  return {
    elements: async () => (await entries()).all().map(describe),
    resolve: async (uri) => {
      const { element, type, folder } = await subjectOf(uri);
      const sources = await environment.sources(folder);
      return {
        environment: sources.environment,
        parameters: resolveElement(element, type, sources).map(([parameter, result]) => {
          const binding = bindingOf(element, parameter);
          const variable = isVariableBinding(binding) ? { variable: binding.variable } : {};
          return { key: parameterKey(parameter), ...variable, ...withoutSecret(result, parameter.kind === 'secret') };
        }),
      };
    },
    test: async (uri, token) => toResult(await tests.run(await subjectOf(uri), token === undefined ? undefined : signalOf(token))),
  };
}

type ElementIndex = Pick<WorkspaceElements['index'], 'all' | 'get'>;

function describe({ uri, fullName, title, typeId, element }: ElementEntry): api.DatabaseElement {
  return { uri: vscode.Uri.parse(uri, true), fullName, ...defined({ title, type: typeId }), isValid: element !== undefined };
}

function withoutSecret(result: ResolvedParameter, isSecret: boolean): Pick<api.ResolvedParameter, 'state' | 'value' | 'source' | 'envFile'> {
  switch (result.kind) {
    case 'value':
      return { state: 'value', value: result.value, ...placeOf(result.from) };
    case 'secret':
      return { state: 'secret', ...placeOf(result.from) };
    case 'keychain':
      return { state: 'secret', source: 'store' };
    case 'unset':
      // A store may have the value, which only a test asks.
      return isSecret ? { state: 'secret', source: 'store' } : { state: 'unset' };
    case 'unstated':
      return { state: 'unset' };
    case 'absent':
      return { state: 'absent' };
    case 'invalid':
    case 'exposed':
      return { state: 'unusable' };
  }
}

function placeOf(source: 'literal' | ValueSource): Pick<api.ResolvedParameter, 'source' | 'envFile'> {
  if (source === 'literal') return { source: 'file' };
  switch (source.kind) {
    case 'unset':
      return {};
    case 'envFile':
      return { source: source.kind, envFile: source.name };
    case 'setting':
    case 'store':
    case 'process':
    case 'default':
      return { source: source.kind };
  }
}

/** Member by member: what is added to an outcome is not thereby promised to others. */
function toResult({ ok, environment, milliseconds, stages, server, failure }: TestOutcome): api.TestResult {
  return {
    ok,
    environment,
    milliseconds,
    stages: stages.map(({ id, status, milliseconds: spent }) => ({ id, status, milliseconds: spent })),
    ...(server === undefined ? {} : { server: { product: server.product, version: server.version } }),
    ...(failure === undefined
      ? {}
      : { failure: { code: failure.code, stage: failure.stage, message: failure.message, remedies: failure.remedies, ...defined({ driverCode: failure.driverCode, field: failure.field }) } }),
  };
}
