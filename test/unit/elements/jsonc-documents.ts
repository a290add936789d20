import fc from 'fast-check';
import { createScanner, parse, type ParseError } from 'jsonc-parser';

/** JSONC texts as people write them: any indentation and line end, comments in odd places, commas that trail or not. */

type Value = string | number | boolean | null | Value[] | Member[];
interface Member {
  readonly kind: 'member';
  readonly key: string;
  readonly value: Value;
  readonly above: Note;
  /** Between key and value. */
  readonly inside: Note;
  /** Between value and comma. */
  readonly beforeComma: Note;
  readonly afterComma: Note;
}
type Note = 'none' | 'block' | 'line' | 'ownLine';

export interface Style {
  readonly unit: string;
  readonly eol: string;
  readonly oneLine: boolean;
  readonly trailingComma: boolean;
  /** Comments above the document and below it. */
  readonly framed: boolean;
}

export const styles: fc.Arbitrary<Style> = fc.record({
  unit: fc.constantFrom('  ', '    ', '\t', ' ', ''),
  eol: fc.constantFrom('\n', '\r\n'),
  oneLine: fc.boolean(),
  trailingComma: fc.boolean(),
  framed: fc.boolean(),
});

const rarely = (note: Note): fc.Arbitrary<Note> => fc.oneof({ weight: 6, arbitrary: fc.constant<Note>('none') }, { weight: 1, arbitrary: fc.constant(note) });
const notes = fc.oneof(rarely('block'), rarely('line'), rarely('ownLine'));
const scalars: fc.Arbitrary<Value> = fc.oneof(fc.constantFrom<Value>('a "quoted" text', '{ not, an: object } // nor a comment', 'x,', 5432, -1.5, true, null, ''), fc.string());

function member(keys: readonly string[], value: fc.Arbitrary<Value>): fc.Arbitrary<Member> {
  return fc.record({ kind: fc.constant('member' as const), key: fc.constantFrom(...keys), value, above: notes, inside: rarely('block'), beforeComma: notes, afterComma: notes });
}

function object(keys: readonly string[], value: fc.Arbitrary<Value>): fc.Arbitrary<Member[]> {
  return fc.uniqueArray(member(keys, value), { selector: ({ key }) => key, maxLength: keys.length });
}

const leaves = fc.oneof(scalars, fc.array(scalars, { maxLength: 3 }), object(['variable', 'keychain'], scalars));
const groups = fc.oneof({ weight: 4, arbitrary: object(['host', 'port', 'user', 'x-unknown', 'ca'], leaves) }, { weight: 1, arbitrary: scalars });

/** The groups have members that tests set and remove; other keys stand between them. */
export const documents: fc.Arbitrary<Member[]> = object(['id', 'title', 'x-unknown', 'connection', 'tls', 'variables', 'notes'], fc.oneof({ weight: 3, arbitrary: groups }, { weight: 1, arbitrary: leaves }));

/** Writes a document; comments are numbered, so that each can be found again. */
export function write(document: Member[], style: Style): string {
  let count = 0;
  const comment = (note: Note, indent: string): string => {
    if (note === 'none') return '';
    count += 1;
    if (note === 'block' || (style.oneLine && note === 'line')) return ` /* note ${count}, "key": 1 } */ `;
    if (note === 'line') return ` // note ${count}, { "key"${style.eol}${indent}`;
    return style.oneLine ? ` /* note ${count} */` : `${style.eol}${indent}/* note ${count}${style.eol}${indent}   goes on */${style.eol}${indent}`;
  };
  const value = (it: Value, indent: string): string => {
    if (!Array.isArray(it)) return JSON.stringify(it);
    if (isMembers(it)) return members(it, indent);
    return `[${it.map((item) => value(item, indent)).join(', ')}]`;
  };
  const members = (list: readonly Member[], indent: string): string => {
    const inner = indent + style.unit;
    const lines = list.map((each, index) => {
      const comma = index < list.length - 1 || style.trailingComma ? ',' : '';
      return `${style.oneLine ? ' ' : `${style.eol}${inner}`}${comment(each.above, inner)}${JSON.stringify(each.key)}:${comment(each.inside, inner)} ${value(each.value, inner)}${comment(each.beforeComma, inner)}${comma}${comment(each.afterComma, inner)}`;
    });
    return lines.length === 0 ? '{}' : `{${lines.join('')}${style.oneLine ? ' ' : `${style.eol}${indent}`}}`;
  };
  const text = members(document, '');
  return style.framed ? `/* note above */${style.eol}${text}${style.eol}// note below${style.eol}` : text;
}

function isMembers(list: readonly (Value | Member)[]): list is Member[] {
  return list.length > 0 && list.every((item) => typeof item === 'object' && item !== null && 'kind' in item);
}

export function valueOf(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) throw new Error(`Not JSON any more:\n${text}`);
  return value;
}

const LINE_COMMENT = 12;
const BLOCK_COMMENT = 13;
const TRIVIA = 15;
const LINE_BREAK = 14;

function tokens(text: string): { readonly kind: number; readonly text: string }[] {
  const scanner = createScanner(text, false);
  const found: { kind: number; text: string }[] = [];
  while (scanner.getTokenOffset() + scanner.getTokenLength() < text.length) {
    const kind: number = scanner.scan();
    found.push({ kind, text: text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength()) });
  }
  return found;
}

export function commentsOf(text: string): string[] {
  return tokens(text).flatMap(({ kind, text: token }) => (kind === LINE_COMMENT || kind === BLOCK_COMMENT ? [token] : []));
}

/** A text without comments, white space and commas: what it says. */
export function substance(text: string): string {
  return tokens(text)
    .filter(({ kind, text: token }) => ![LINE_COMMENT, BLOCK_COMMENT, TRIVIA, LINE_BREAK].includes(kind) && token !== ',')
    .map(({ text: token }) => token)
    .join('');
}
