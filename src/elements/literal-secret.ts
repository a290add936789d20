import { parse } from 'jsonc-parser';
import { isObject, valueAt } from './findings';
import { removeJson, setJson, type TextEdit } from './json-edit';
import { isVariableBinding, type Binding, type ElementType, type ElementTypes, type ParameterDescription } from './parameter';
import type { Path } from './problem';

/** A password that stands in the text of an element, where it belongs, and how it is taken out. */
export interface LiteralSecret {
  readonly type: ElementType;
  /** The title of the element, else the label of its type. */
  readonly title: string;
  /** The parameter that takes the password. */
  readonly parameter: ParameterDescription;
  /** The variable that gives the parameter, or whose default the password is. */
  readonly variable: string | undefined;
  /** In plain: for a store, and for nothing else. */
  readonly secret: string;
  /** Takes the password out of the text it stands in; none where the parameter itself states it, which is to be bound anew. */
  readonly without: readonly TextEdit[];
}

const PASSWORD_NAME = /(password|passwd|passphrase|pwd)$/i;
const URL_PASSWORD = /(:\/\/[^\s/?#:@]*):([^\s/?#@]+)@/;
const ASSIGNMENT = /(^|[?&;\s]+)\w*(?:password|passwd|passphrase|pwd)\s*=\s*([^\s;&]+)/i;

/** The password at the path of a `literal-secret` problem; undefined for other secrets, such as a private key, that no parameter takes. */
export function literalSecretAt(text: string, path: Path, types: ElementTypes): LiteralSecret | undefined {
  const raw: unknown = parse(text, [], { allowTrailingComma: true });
  const type = isObject(raw) && typeof raw['type'] === 'string' ? types.find(raw['type']) : undefined;
  const parameter = type?.parameters.find(({ kind }) => kind === 'secret');
  if (!isObject(raw) || type === undefined || parameter === undefined) return undefined;
  const found = passwordIn(text, valueAt(raw, path), path, parameter);
  if (found === undefined) return undefined;
  const title = typeof raw['title'] === 'string' ? raw['title'] : type.label;
  const binding = valueAt(raw, [parameter.group, parameter.name]);
  const bound = isObject(binding) && isVariableBinding(binding as Binding) ? String(binding['variable']) : undefined;
  return { type, title, parameter, variable: isDefault(path) ? String(path[1]) : bound, ...found };
}

function passwordIn(text: string, value: unknown, path: Path, parameter: ParameterDescription): Pick<LiteralSecret, 'secret' | 'without'> | undefined {
  const [group, name] = path;
  const keys = path.map(String);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  if (path.length === 2 && group === parameter.group && name === parameter.name) return { secret: String(value), without: [] };
  if (isDefault(path) || PASSWORD_NAME.test(String(path.at(-1)))) return { secret: String(value), without: removeJson(text, keys) };
  const inside = typeof value === 'string' ? (urlPassword(value) ?? assignedPassword(value)) : undefined;
  if (inside === undefined) return undefined;
  return { secret: inside.secret, without: inside.rest === '' ? removeJson(text, keys) : setJson(text, keys, inside.rest, []) };
}

function isDefault(path: Path): boolean {
  return path.length === 3 && path[0] === 'variables' && path[2] === 'default';
}

interface Parted {
  readonly secret: string;
  readonly rest: string;
}

function urlPassword(text: string): Parted | undefined {
  const [whole, before, secret] = URL_PASSWORD.exec(text) ?? [];
  return whole === undefined || before === undefined || secret === undefined ? undefined : { secret: decoded(secret), rest: text.replace(whole, () => `${before}@`) };
}

/** `password=x` of a URL's options or of an ODBC string, taken out with the separator that it leaves without a use. */
function assignedPassword(text: string): Parted | undefined {
  const match = ASSIGNMENT.exec(text);
  const [whole, separator = '', secret] = match ?? [];
  if (match === null || whole === undefined || secret === undefined) return undefined;
  const after = text.slice(match.index + whole.length);
  const rest = `${text.slice(0, match.index)}${separator === '' || separator === '?' ? after.replace(/^[;&\s]+/, after === '' ? '' : separator) : after}`;
  return { secret: separator === '?' || separator === '&' ? decoded(secret) : secret, rest };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
