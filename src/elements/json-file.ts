import { parseTree, printParseErrorCode, findNodeAtLocation, type Node, type ParseError } from 'jsonc-parser';
import { error, isObject, shorten, type Finding, type JsonObject } from './findings';
import { type Path, FILE_START, placeOf, type Problem, type ProblemCode } from './problem';
import { withoutComments } from './without-comments';

/** What a kind of file may hold. */
export interface FileFormat<T> {
  /** For messages: "database element". */
  readonly noun: string;
  /** The command that makes one, as people read it. */
  readonly create: string;
  /** Checks a parsed value against the format; findings carry paths, not places. */
  interpret(value: unknown): { readonly value?: T; readonly findings: readonly Finding[] };
}

export interface ParsedFile<T> {
  /** Absent when a problem of severity "error" was found. */
  readonly value?: T;
  /** What the text holds, for labels that a malformed file has all the same. */
  readonly raw?: unknown;
  readonly problems: readonly Problem[];
}

/** These files are small; what is larger is something else under a wrong name. */
export const MAX_FILE_BYTES = 1024 * 1024;
const MAX_DEPTH = 64;
/** More would bury the first ones. */
const MAX_PROBLEMS = 100;

/** Keys that could reach a prototype, escaped ones included, are left to the parser that knows places. */
const NEEDS_PLACES = /__proto__|constructor|prototype|\\u/;
const COMMENT = /\/\/|\/\*/;
const UNSAFE_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Parses the bytes of a file. Never throws: what is wrong comes back as problems with their place. */
export function parseJsonBytes<T>(bytes: Uint8Array, format: FileFormat<T>): ParsedFile<T> {
  if (bytes.byteLength > MAX_FILE_BYTES) {
    const megabytes = (bytes.byteLength / 1024 / 1024).toFixed(1);
    return rootProblem('too-large', `The file has ${megabytes} MB; this kind of file has at most 1 MB. Check that this really is a ${format.noun}.`);
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return rootProblem('not-utf8', 'The file is not valid UTF-8 text. Save it with the encoding UTF-8.');
  }
  return parseJsonText(text, format);
}

/** Parses the text of a file (JSON with comments and trailing commas). */
export function parseJsonText<T>(text: string, format: FileFormat<T>): ParsedFile<T> {
  const fast = parsePlainJson(text);
  if (fast !== undefined) {
    const result = format.interpret(fast);
    if (result.value !== undefined && result.findings.length === 0) return { value: result.value, raw: fast, problems: [] };
  }
  return parseWithPlaces(text, format);
}

/** Most files hold JSON without mistakes, which the engine's own parser reads many times faster, comments taken out. */
function parsePlainJson(text: string): JsonObject | undefined {
  if (NEEDS_PLACES.test(text)) return undefined;
  return (COMMENT.test(text) ? undefined : parseStrictly(text)) ?? parseStrictly(withoutComments(text));
}

function parseStrictly(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // A text with more keys than its value states one of them twice, or holds a colon in a string: worth a closer look.
    return isObject(value) && keyCount(value, MAX_DEPTH) === colonCount(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** NaN for a value that is nested deeper than `depth`. */
function keyCount(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return NaN;
  const members: readonly unknown[] = Object.values(value);
  let count = Array.isArray(value) ? 0 : members.length;
  for (const member of members) count += keyCount(member, depth - 1);
  return count;
}

/** How many colons stand behind a quote: one for each key, and those inside of strings. */
function colonCount(text: string): number {
  let count = 0;
  for (let colon = text.indexOf(':'); colon !== -1; colon = text.indexOf(':', colon + 1)) {
    let before = colon - 1;
    while (before >= 0 && ' \t\r\n'.includes(text.charAt(before))) before--;
    if (text.charAt(before) === '"') count++;
  }
  return count;
}

function parseWithPlaces<T>(text: string, format: FileFormat<T>): ParsedFile<T> {
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  } catch (error) {
    if (error instanceof RangeError) return rootProblem('nested-too-deeply', deepMessage(format));
    throw error;
  }
  const first = errors[0];
  if (first !== undefined) {
    const message = text.trim() === '' ? `The file is empty. Delete it, or choose "${format.create}".` : syntaxMessage(first);
    const salvaged = tree === undefined || depthOf(tree) > MAX_DEPTH ? undefined : valueOf(tree);
    return {
      raw: salvaged,
      problems: [
        { code: 'malformed-json', severity: 'error', message, path: [], ...range(text, Math.min(first.offset, Math.max(0, text.length - 1)), Math.max(1, first.length)) },
      ],
    };
  }
  if (tree === undefined) return rootProblem('malformed-json', 'The file is empty.');
  if (depthOf(tree) > MAX_DEPTH) return rootProblem('nested-too-deeply', deepMessage(format));
  const keyProblems: Problem[] = [];
  collectKeyProblems(tree, [], text, keyProblems);
  const value = valueOf(tree);
  const result = format.interpret(value);
  const root = tree;
  const problems = [...keyProblems, ...result.findings.slice(0, Math.max(0, MAX_PROBLEMS - keyProblems.length)).map((finding) => placed(finding, root, text))];
  const usable = problems.every((problem) => problem.severity === 'warning');
  return { ...(usable && result.value !== undefined ? { value: result.value } : {}), raw: value, problems };
}

function deepMessage(format: FileFormat<unknown>): string {
  return `The file nests values deeper than ${MAX_DEPTH} levels, which no ${format.noun} does.`;
}

function syntaxMessage(error: ParseError): string {
  const what: Partial<Record<string, string>> = {
    InvalidSymbol: 'a word that JSON does not know',
    InvalidNumberFormat: 'a number that JSON does not know',
    PropertyNameExpected: 'a key in double quotes is expected here',
    ValueExpected: 'a value is expected here',
    ColonExpected: 'a colon is expected here',
    CommaExpected: 'a comma is expected here',
    CloseBraceExpected: 'a closing brace } is missing',
    CloseBracketExpected: 'a closing bracket ] is missing',
    EndOfFileExpected: 'the file goes on after its end',
    UnexpectedEndOfString: 'a closing quote is missing',
    UnexpectedEndOfComment: 'a comment is not closed',
    InvalidUnicode: 'an invalid \\u escape',
    InvalidEscapeCharacter: 'an invalid \\ escape; write \\\\ for a backslash',
    InvalidCharacter: 'a control character inside a string',
  };
  const code = printParseErrorCode(error.error);
  return `Not valid JSON: ${what[code] ?? code}.`;
}

/** What only the text shows: a key that stands twice, or that the value may not have. Each points at that very key. */
function collectKeyProblems(node: Node, path: Path, text: string, problems: Problem[]): void {
  if (node.type === 'array') node.children?.forEach((child, index) => { collectKeyProblems(child, [...path, index], text, problems); });
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const property of node.children ?? []) {
    if (problems.length >= MAX_PROBLEMS) return;
    const [keyNode, value] = property.children ?? [];
    const key: unknown = keyNode?.value;
    if (keyNode === undefined || typeof key !== 'string') continue;
    const report = (finding: Finding) => problems.push(problem(finding, range(text, keyNode.offset, keyNode.length)));
    const remove = 'Open the file as text and remove';
    if (UNSAFE_KEYS.has(key)) report(error('unsafe-key', `"${key}" cannot be a key here. Remove it.`, [...path, key], `"${key}" cannot be a key in the file. ${remove} it.`));
    if (seen.has(key)) {
      const twice = `"${shorten(key)}" stands`;
      report(error('duplicate-key', `${twice} here twice; only one of them would count. Remove one.`, [...path, key], `${twice} in the file twice; only one of them would count. ${remove} one.`));
    }
    seen.add(key);
    if (value !== undefined) collectKeyProblems(value, [...path, key], text, problems);
  }
}

/** The tree's value with own properties only, so that no key of a file can reach a prototype. */
function valueOf(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type !== 'object') return node.value;
  const entries = (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    return typeof key?.value === 'string' && value !== undefined && !UNSAFE_KEYS.has(key.value) ? [[key.value, valueOf(value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** How many objects and arrays enclose the deepest value; stops counting soon after what is allowed. */
function depthOf(root: Node): number {
  let depth = 0;
  let level: readonly Node[] = [root];
  while (level.length > 0 && depth <= MAX_DEPTH) {
    const containers = level.filter((node) => node.type === 'object' || node.type === 'array');
    if (containers.length > 0) depth++;
    level = containers.flatMap((node) => (node.children ?? []).flatMap((child) => (child.type === 'property' ? (child.children?.slice(1) ?? []) : [child])));
  }
  return depth;
}

function placed(finding: Finding, root: Node, text: string): Problem {
  const node = nodeFor(root, finding.path, finding.atKey === true);
  // A problem of the whole file marks its first character, not every line.
  return problem(finding, node === root ? range(text, root.offset, 1) : range(text, node.offset, node.length));
}

function problem({ code, severity, message, inForm, path }: Finding, place: Pick<Problem, 'start' | 'end'>): Problem {
  return { code, severity, message, ...(inForm === undefined ? {} : { inForm }), path, ...place };
}

/** The node at a path; where the path ends in something absent, the key of the nearest object that is there. */
function nodeFor(root: Node, path: Path, atKey: boolean): Node {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, [...path.slice(0, length)]);
    if (node === undefined) continue;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return (atKey || length < path.length) && key !== undefined ? key : node;
  }
  return root;
}

/** Where a path stands in a text, for problems that are found without one. */
export function placeOfPath(text: string, path: Path, at: 'value' | 'key' = 'value'): Pick<Problem, 'start' | 'end'> {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined || path.length === 0) return FILE_START;
  const node = nodeFor(root, path, at === 'key');
  return node === root ? FILE_START : range(text, node.offset, node.length);
}

function range(text: string, offset: number, length: number): Pick<Problem, 'start' | 'end'> {
  return { start: placeOf(text, offset), end: placeOf(text, offset + length) };
}

function rootProblem(code: ProblemCode, message: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ code, severity: 'error', message, path: [], ...FILE_START }] };
}
