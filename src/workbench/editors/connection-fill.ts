import { Secret } from '../../credentials/secret';
import type { DatabaseType } from '../../databases/contract';
import { readConnectionString, type ReadConnection } from '../../databases/read-connection-string';
import { databaseTypes } from '../../databases/registry';
import { leavesFolder } from '../../elements/checks';
import { editParameter } from '../../elements/edit';
import { inSteps } from '../../elements/edit-steps';
import type { TextEdit } from '../../elements/json-edit';
import { findParameter, type Binding, type ParameterDescription } from '../../elements/parameter';
import { looksSecret } from '../../elements/secret-looking';
import { convert } from '../../environments/resolve';

/** What a connection string makes of an element. */
export interface ConnectionFill {
  readonly type: DatabaseType;
  /** Of the text of an element of that type, as one step to undo. */
  readonly edits: (text: string) => readonly TextEdit[];
  readonly secret: Secret | undefined;
  /** Names of what was not taken over, for people; never a value. */
  readonly left: readonly string[];
  /** The name of the database, where the string has one. */
  readonly database: string | undefined;
}

/** Reads a connection string, first as one of `own`; undefined for a text that no type reads. */
export function connectionFill(text: string, own?: DatabaseType): ConnectionFill | undefined {
  const found = readConnectionString(text, own, databaseTypes.all);
  return found === undefined ? undefined : fillOf(found.type, found.read);
}

/** A sentence on what was not understood; undefined where everything was. */
export function describeLeft({ left }: Pick<ConnectionFill, 'left'>): string | undefined {
  return left.length === 0 ? undefined : `Not taken over from the connection string: ${[...new Set(left)].join(', ')}.`;
}

/** `db.internal:5433` in the field of the host. */
export function hostAndPort(text: string, type: DatabaseType): ConnectionFill | undefined {
  const [, host, port] = /^\s*([^\s:/@=]+):(\d{1,5})\s*$/.exec(text) ?? [];
  return host === undefined || type.kind === 'file' ? undefined : fillOf(type, { values: { host, port: Number(port) }, unread: [] });
}

function fillOf(type: DatabaseType, { values, unread }: ReadConnection): ConnectionFill {
  const bindings: [ParameterDescription, Binding | undefined][] = [];
  const left = [...unread];
  let secret: Secret | undefined;
  for (const [key, value] of Object.entries(values)) {
    const parameter = findParameter(type, key);
    if (parameter === undefined) continue;
    if (parameter.kind === 'secret' && value !== undefined) {
      secret = new Secret(String(value));
      bindings.push([parameter, { keychain: true }]);
      continue;
    }
    const literal = value === undefined ? undefined : acceptable(String(value), parameter, key);
    if (value !== undefined && literal === undefined) left.push(parameter.label);
    else bindings.push([parameter, literal]);
  }
  const named = (type.databaseKeys ?? ['database', 'schema']).map((key) => values[key]).find((value) => value !== undefined);
  return {
    type,
    edits: (text) => inSteps(text, bindings.map(([parameter, binding]) => (now: string) => editParameter(now, parameter, binding, type))),
    secret,
    left,
    database: named === undefined ? undefined : String(named),
  };
}

/** What the file may state; undefined for a value that would be an error there, or a secret. */
function acceptable(text: string, parameter: ParameterDescription, key: string) {
  if (looksSecret(text, [key])) return undefined;
  if (parameter.kind === 'path' && parameter.special?.includes(text) !== true && leavesFolder(text)) return undefined;
  return convert(text, parameter);
}
