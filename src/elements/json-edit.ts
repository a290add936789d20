import { createScanner, findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

/** Replaces `length` UTF-16 units at `offset`; edits of one list refer to the same text and do not overlap. */
export interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly content: string;
}

export type JsonValue = string | number | boolean | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonPath = readonly (string | number)[];

/** Applies edits to the text they refer to. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits].sort((a, b) => b.offset - a.offset).reduce((result, edit) => result.slice(0, edit.offset) + edit.content + result.slice(edit.offset + edit.length), text);
}

/**
 * Sets the value at a path, missing objects included, and touches no other character: a formatting library would lay
 * out the neighbours anew. `order` ranks the keys of each level.
 */
export function setJson(text: string, path: JsonPath, value: JsonValue, order: readonly (readonly string[])[]): TextEdit[] {
  const root = rootOf(text);
  if (root === undefined) return [];
  const existing = findNodeAtLocation(root, [...path]);
  if (existing !== undefined) return [{ offset: existing.offset, length: existing.length, content: inline(value) }];
  let depth = path.length - 1;
  while (depth > 0 && findNodeAtLocation(root, [...path.slice(0, depth)]) === undefined) depth--;
  const parent = depth === 0 ? root : findNodeAtLocation(root, [...path.slice(0, depth)]);
  const key = path[depth];
  if (parent === undefined || key === undefined) return [];
  // An item that is not there is no place to set anything.
  if (typeof key === 'number' || path.slice(depth + 1).some((step) => typeof step === 'number')) return [];
  const rest = path.slice(depth + 1).reduceRight<JsonValue>((inner, name) => ({ [String(name)]: inner }), value);
  if (parent.type !== 'object') return [{ offset: parent.offset, length: parent.length, content: `{ ${JSON.stringify(key)}: ${inline(rest)} }` }];
  return insertProperty(text, parent, key, rest, path.length - depth > 1, order[depth] ?? []);
}

/** Removes the property or the item of a list at a path, with its line when nothing else stands there. */
export function removeJson(text: string, path: JsonPath): TextEdit[] {
  const root = rootOf(text);
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  const property = node?.parent?.type === 'array' ? node : node?.parent;
  const siblings = property?.parent?.children;
  if (property === undefined || siblings === undefined) return [];
  const previous = siblings[siblings.indexOf(property) - 1];
  const comma = commaAfter(text, property);
  const adjacent = comma !== undefined && text.slice(endOf(property), comma).trim() === '';
  let start = property.offset;
  let end = adjacent ? comma + 1 : endOf(property);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const blankBefore = text.slice(lineStart, start).trim() === '';
  const blankAfter = /^[ \t]*(\r?\n|$)/.exec(text.slice(end));
  if (blankBefore && lineStart > 0 && blankAfter !== null) {
    start = lineStart;
    end += blankAfter[0].length;
  } else if (previous === undefined || comma !== undefined) {
    end += /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  } else {
    start -= /[ \t]*$/.exec(text.slice(lineStart, start))?.[0].length ?? 0;
  }
  const edits: TextEdit[] = [{ offset: start, length: end - start, content: '' }];
  // A comment that stands between the value and its comma is nobody's to delete.
  if (comma !== undefined && !adjacent) edits.push({ offset: comma, length: 1, content: '' });
  const danglingComma = previous === undefined || comma !== undefined ? undefined : commaAfter(text, previous);
  if (danglingComma !== undefined) edits.unshift({ offset: danglingComma, length: 1, content: '' });
  return edits;
}

/** Puts an item into the list at a path, before the one at `place` or at the end. */
export function insertItem(text: string, path: JsonPath, place: number, value: JsonValue): TextEdit[] {
  const list = listAt(text, path);
  return list === undefined ? [] : insertMember(text, list, place, () => inline(value));
}

/** Has an item of the list at a path stand at another place; comments and line breaks between the items stay where they are. */
export function moveItem(text: string, path: JsonPath, from: number, to: number): TextEdit[] {
  const items = listAt(text, path)?.children ?? [];
  const moved = items[from];
  if (moved === undefined || items[to] === undefined) return [];
  const order = items.toSpliced(from, 1).toSpliced(to, 0, moved);
  return items.flatMap((item, place) => {
    const other = order[place];
    return other === undefined || other === item ? [] : [{ offset: item.offset, length: item.length, content: text.slice(other.offset, endOf(other)) }];
  });
}

/** JSON on one line, with the spaces people put there. */
export function inline(value: JsonValue): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function insertProperty(text: string, parent: Node, key: string, value: JsonValue, expand: boolean, order: readonly string[]): TextEdit[] {
  const siblings = parent.children ?? [];
  const rank = order.indexOf(key);
  const next = siblings.findIndex((sibling) => order.indexOf(keyOf(sibling)) > rank);
  const name = JSON.stringify(key);
  return insertMember(text, parent, next === -1 ? siblings.length : next, (indent) => `${name}: ${expand && indent !== undefined ? expanded(value, indent, unitOf(text), eolOf(text)) : inline(value)}`);
}

/** Puts a property or an item before the one at `place`, or at the end; `content` is told the indentation when it begins a line. */
function insertMember(text: string, parent: Node, place: number, content: (indent: string | undefined) => string): TextEdit[] {
  const siblings = parent.children ?? [];
  const [before, after] = [siblings[place - 1], siblings[place]];
  const eol = eolOf(text);
  const indent = indentOf(text, siblings[0]) ?? (siblings.length === 0 ? `${indentOf(text, parent.parent) ?? ''}${unitOf(text)}` : undefined);
  if (indent === undefined) {
    const body = content(undefined);
    return before === undefined ? [insertion(after?.offset ?? parent.offset + 1, `${body}, `)] : [insertion(endOf(before), `, ${body}`)];
  }
  const body = `${eol}${indent}${content(indent)}`;
  if (before !== undefined) return insertAfter(text, before, body);
  if (after !== undefined) return [insertion(parent.offset + 1, `${body},`)];
  const inside = text.slice(parent.offset + 1, endOf(parent) - 1);
  if (inside.trim() !== '') return [insertion(parent.offset + 1, body)];
  return [{ offset: parent.offset + 1, length: inside.length, content: `${body}${eol}${indentOf(text, parent.parent) ?? ''}` }];
}

/** On lines of its own; a comment at the end of the line stays with the property before it, and commas go on trailing. */
function insertAfter(text: string, before: Node, body: string): TextEdit[] {
  const comma = commaAfter(text, before);
  const from = comma === undefined ? endOf(before) : comma + 1;
  const lineEnd = from + (/^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n)/.exec(text.slice(from))?.[0].length ?? 0);
  if (comma !== undefined) return [insertion(lineEnd, `${body},`)];
  return lineEnd === from ? [insertion(from, `,${body}`)] : [insertion(from, ','), insertion(lineEnd, body)];
}

function insertion(offset: number, content: string): TextEdit {
  return { offset, length: 0, content };
}

function expanded(value: JsonValue, indent: string, unit: string, eol: string): string {
  if (typeof value !== 'object' || isList(value)) return inline(value);
  const members = Object.entries(value).map(([key, member]) => `${eol}${indent}${unit}${JSON.stringify(key)}: ${inline(member)}`);
  return `{${members.join(',')}${eol}${indent}}`;
}

/** The indentation of a node that stands first on its line; undefined when something stands before it. */
function indentOf(text: string, node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', node.offset - 1) + 1;
  const before = text.slice(lineStart, node.offset);
  return lineStart > 0 && before.trim() === '' ? before : undefined;
}

function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
}

function commaAfter(text: string, node: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  return text.charAt(scanner.getTokenOffset()) === ',' ? scanner.getTokenOffset() : undefined;
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function listAt(text: string, path: JsonPath): Node | undefined {
  const root = rootOf(text);
  const node = root === undefined ? undefined : findNodeAtLocation(root, [...path]);
  return node?.type === 'array' ? node : undefined;
}

function keyOf(property: Node): string {
  return String(property.children?.[0]?.value);
}

function rootOf(text: string): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root?.type === 'object' ? root : undefined;
}
