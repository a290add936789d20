import type { VariableDeclaration } from '../elements/element';
import type { ElementEntry } from '../elements/element-index';
import type { ElementTypes } from '../elements/parameter';
import { boundVariables, type BoundVariable } from './bound-variables';
import { looksSecret } from './secret-keys';

/** A variable of one workspace folder; folders do not share values, so the same key in two of them is two variables. */
export interface WorkspaceVariable {
  readonly key: string;
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Bound to a secret parameter somewhere in the folder. */
  readonly secret: boolean;
  /** The first declared name, else the key. */
  readonly name: string;
  readonly required: boolean;
  readonly declarations: readonly DeclaredIn[];
  readonly uses: readonly UsedBy[];
  readonly conflicts: readonly VariableConflict[];
}

export interface DeclaredIn {
  /** The element file. */
  readonly entry: ElementEntry;
  readonly declaration: VariableDeclaration;
}

export interface UsedBy extends Omit<BoundVariable, 'key'> {
  readonly entry: ElementEntry;
}

export type VariableConflict =
  /** Two elements state this property differently. */
  | { readonly kind: 'declaration'; readonly property: keyof VariableDeclaration; readonly entries: readonly ElementEntry[] }
  /** A secret, by the field that needs one or else by its name, and in other fields something that is shown to everybody. */
  | { readonly kind: 'secrecy'; readonly secret?: UsedBy; readonly shown: readonly UsedBy[] };

interface Collected {
  readonly key: string;
  readonly folder: string;
  readonly declarations: DeclaredIn[];
  readonly uses: UsedBy[];
}

/** All variables of the workspace by folder and key; those of files with errors as far as they can be read. */
export function variablesOf(entries: readonly ElementEntry[], types: ElementTypes): readonly WorkspaceVariable[] {
  const found = new Map<string, Collected>();
  const collected = (folder: string, key: string): Collected => {
    const id = `${folder} ${key}`;
    const known = found.get(id) ?? { key, folder, declarations: [], uses: [] };
    found.set(id, known);
    return known;
  };
  for (const entry of entries) {
    const stated = entry.element ?? entry.salvaged;
    if (stated === undefined) continue;
    for (const [key, declaration] of Object.entries(stated.variables)) collected(entry.folder, key).declarations.push({ entry, declaration });
    for (const { key, ...use } of boundVariables(stated, types.find(entry.typeId ?? ''))) collected(entry.folder, key).uses.push({ entry, ...use });
  }
  return [...found.values()].map(toVariable).sort((a, b) => compare(a.folder, b.folder) || compare(a.key, b.key));
}

function toVariable({ key, folder, declarations, uses }: Collected): WorkspaceVariable {
  return {
    key,
    folder,
    secret: uses.some((use) => use.secret),
    name: declarations.find(({ declaration }) => stated(declaration, 'name') !== undefined)?.declaration.name ?? key,
    required: declarations.some(({ declaration }) => declaration.required === true),
    declarations,
    uses,
    conflicts: [...declarationConflicts(declarations), ...secrecyConflicts(key, uses)],
  };
}

/** Why the value of a variable is not used for a field that everybody sees, and what to do; `secret` is the use that makes it a secret. */
export function describeExposure(key: string, label: string, secret?: UsedBy): { readonly message: string; readonly remedy: string } {
  const owner = secret === undefined ? '' : ` (${secret.parameter} of ${secret.entry.fullName})`;
  return {
    message: `${key} holds a secret${owner}, so that its value is not used as ${label}, which everybody sees.`,
    remedy: `Give ${label} a variable of its own, or a literal.`,
  };
}

function declarationConflicts(declarations: readonly DeclaredIn[]): VariableConflict[] {
  return (['name', 'description', 'default', 'required'] as const).flatMap((property): VariableConflict[] => {
    // No name is no statement about the name; no default and not required are statements.
    const silent = property === 'name' || property === 'description';
    const voices = declarations.filter(({ declaration }) => !silent || stated(declaration, property) !== undefined);
    const values = new Set(voices.map(({ declaration }) => stated(declaration, property)));
    return values.size > 1 ? [{ kind: 'declaration', property, entries: voices.map(({ entry }) => entry) }] : [];
  });
}

function secrecyConflicts(key: string, uses: readonly UsedBy[]): VariableConflict[] {
  const secret = uses.find((use) => use.secret);
  const shown = uses.filter((use) => !use.secret);
  return shown.length === 0 || (secret === undefined && !looksSecret(key)) ? [] : [{ kind: 'secrecy', shown, ...(secret === undefined ? {} : { secret }) }];
}

/** A property as it works: an empty text is none, not required is the same as saying nothing. */
function stated(declaration: VariableDeclaration, property: keyof VariableDeclaration): string | undefined {
  const value = declaration[property];
  return value === undefined || value === '' || (property === 'required' && value === false) ? undefined : String(value);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
