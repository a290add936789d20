import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { applyTextEdits, inline, removeJson, setJson, type TextEdit } from '../../../src/elements/json-edit';
import { commentsOf, documents, styles, substance, valueOf, write } from './jsonc-documents';

type Json = Readonly<Record<string, unknown>>;
const ORDER = [['id', 'title', 'connection', 'tls', 'variables'], ['host', 'port', 'user', 'ca']];
const paths = fc.constantFrom(['title'], ['id'], ['connection', 'host'], ['connection', 'port'], ['connection', 'user'], ['tls', 'ca'], ['variables', 'host', 'default'], ['notes', 'x-unknown']);
const values = fc.constantFrom('text', 5432, true, { variable: 'KEY' }, { keychain: true }, 'a "b" \\ \n c');

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

function withValue(object: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const base = isObject(object) ? object : {};
  return { ...base, [key]: withValue(base[key], rest, value) };
}

function without(object: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || !isObject(object) || !Object.hasOwn(object, key)) return object;
  if (rest.length > 0) return { ...object, [key]: without(object[key], rest) };
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

function nodeAt(text: string, path: readonly string[]) {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, [...path]);
}

/** The part of the old text from the first edit to the end of the last. */
function region(text: string, edits: readonly TextEdit[]): string {
  return text.slice(Math.min(...edits.map((edit) => edit.offset)), Math.max(...edits.map((edit) => edit.offset + edit.length)));
}

const runs = { numRuns: 600, seed: 20_240_211 };

describe('setJson', () => {
  it('sets the value, leaves every other value and every comment, and touches one place', () => {
    fc.assert(
      fc.property(documents, styles, paths, values, (document, style, path, value) => {
        const text = write(document, style);
        const edits = setJson(text, path, value, ORDER);
        const after = applyTextEdits(text, edits);
        expect(valueOf(after)).toEqual(withValue(valueOf(text), path, value));
        const existing = nodeAt(text, path);
        // What is replaced takes along the comments inside it, and nothing else.
        const replaced = existing ?? path.map((_, depth) => nodeAt(text, path.slice(0, depth + 1))).find((node) => node !== undefined && node.type !== 'object');
        if (replaced === undefined) {
          expect(commentsOf(after)).toEqual(commentsOf(text));
          expect(substance(region(text, edits))).toBe('');
        } else {
          expect(edits).toMatchObject([{ offset: replaced.offset, length: replaced.length }]);
        }
        if (text.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
      }),
      runs,
    );
  });

  it('leaves the text as it is when the value is set to what it was', () => {
    fc.assert(
      fc.property(documents, styles, paths, values, (document, style, path, value) => {
        const once = applyTextEdits(write(document, style), setJson(write(document, style), path, value, ORDER));
        expect(applyTextEdits(once, setJson(once, path, value, ORDER))).toBe(once);
      }),
      { ...runs, numRuns: 200 },
    );
  });

  it.each([
    ['an empty document object', '{}', ['title'], '{\n  "title": "New"\n}'],
    ['an empty object on a line', '{\n  "connection": {}\n}\n', ['connection', 'host'], '{\n  "connection": {\n    "host": "New"\n  }\n}\n'],
    ['an empty object over two lines', '{\n\t"connection": {\n\t}\n}\n', ['connection', 'host'], '{\n\t"connection": {\n\t\t"host": "New"\n\t}\n}\n'],
    ['an object with nothing but a comment', '{ // none yet\n}\n', ['title'], '{\n  "title": "New" // none yet\n}\n'],
    ['a missing group', '{\n  "id": "1"\n}\n', ['connection', 'host'], '{\n  "id": "1",\n  "connection": {\n    "host": "New"\n  }\n}\n'],
    ['a missing group on one line', '{ "id": "1" }', ['connection', 'host'], '{ "id": "1", "connection": { "host": "New" } }'],
    ['a missing group with four spaces and CRLF', '{\r\n    "id": "1"\r\n}', ['connection', 'host'], '{\r\n    "id": "1",\r\n    "connection": {\r\n        "host": "New"\r\n    }\r\n}'],
    ['a key before all others', '{\n  "connection": {}\n}', ['title'], '{\n  "title": "New",\n  "connection": {}\n}'],
    ['a key between others', '{\n  "id": "1",\n  "connection": {}\n}', ['title'], '{\n  "id": "1",\n  "title": "New",\n  "connection": {}\n}'],
    ['a key before unknown ones of its place', '{\n  "id": "1",\n  "x": 1,\n  "connection": {}\n}', ['title'], '{\n  "id": "1",\n  "x": 1,\n  "title": "New",\n  "connection": {}\n}'],
    ['a comment behind the comma', '{\n  "id": "1", // made once\n  "connection": {}\n}', ['title'], '{\n  "id": "1", // made once\n  "title": "New",\n  "connection": {}\n}'],
    ['a comment behind the last value', '{\n  "id": "1" // made once\n}', ['title'], '{\n  "id": "1", // made once\n  "title": "New"\n}'],
    ['a block comment behind the last value', '{\n  "id": "1" /* made once */\n}', ['title'], '{\n  "id": "1", /* made once */\n  "title": "New"\n}'],
    ['a comma that trails', '{\n  "id": "1",\n}', ['title'], '{\n  "id": "1",\n  "title": "New",\n}'],
    ['several members on a line', '{\n  "id": "1", "connection": {}\n}', ['title'], '{\n  "id": "1",\n  "title": "New", "connection": {}\n}'],
    ['something that should be an object', '{ "connection": "x" }', ['connection', 'host'], '{ "connection": { "host": "New" } }'],
    ['a list where an object should be', '{ "connection": [1] }', ['connection', 'host'], '{ "connection": { "host": "New" } }'],
  ])('writes into %s', (_name, text, path, expected) => {
    expect(applyTextEdits(text, setJson(text, path, 'New', ORDER))).toBe(expected);
  });

  it.each(['', '[]', '"text"', 'null', '// nothing'])('changes nothing in %j, which is no object', (text) => {
    expect(setJson(text, ['title'], 'New', ORDER)).toEqual([]);
    expect(removeJson(text, ['title'])).toEqual([]);
  });
});

describe('removeJson', () => {
  it('removes the property, leaves every other value and the comments on other lines, and touches one place', () => {
    fc.assert(
      fc.property(documents, styles, paths, (document, style, path) => {
        const text = write(document, style);
        const property = nodeAt(text, path)?.parent;
        const edits = removeJson(text, path);
        if (property === undefined) {
          expect(edits).toEqual([]);
          return;
        }
        const after = applyTextEdits(text, edits);
        expect(valueOf(after)).toEqual(without(valueOf(text), path));
        expect(substance(region(text, edits))).toBe(substance(text.slice(property.offset, property.offset + property.length)));
        const inside = text.slice(property.offset, property.offset + property.length);
        const kept = commentsOf(text).filter((comment) => !commentsOf(inside).includes(comment));
        expect(commentsOf(after)).toEqual(kept);
      }),
      runs,
    );
  });

  it.each([
    ['the only property', '{\n  "id": "1"\n}\n', ['id'], '{\n}\n'],
    ['the only property on one line', '{ "id": "1" }', ['id'], '{ }'],
    ['the first', '{\n  "id": "1",\n  "title": "T"\n}\n', ['id'], '{\n  "title": "T"\n}\n'],
    ['the last, with the comma before it', '{\n  "id": "1",\n  "title": "T"\n}\n', ['title'], '{\n  "id": "1"\n}\n'],
    ['the last, where commas trail', '{\n  "id": "1",\n  "title": "T",\n}\n', ['title'], '{\n  "id": "1",\n}\n'],
    ['the last on one line', '{ "id": "1", "title": "T" }', ['title'], '{ "id": "1" }'],
    ['the first on one line', '{ "id": "1", "title": "T" }', ['id'], '{ "title": "T" }'],
    ['with CRLF', '{\r\n  "id": "1",\r\n  "title": "T"\r\n}\r\n', ['id'], '{\r\n  "title": "T"\r\n}\r\n'],
    ['a property over several lines', '{\n  "tls": {\n    "ca": "x"\n  },\n  "title": "T"\n}\n', ['tls'], '{\n  "title": "T"\n}\n'],
  ])('%s', (_name, text, path, expected) => {
    expect(applyTextEdits(text, removeJson(text, path))).toBe(expected);
  });
});

describe('applyTextEdits', () => {
  it('applies edits to the text they refer to, whatever their order', () => {
    const edits = [
      { offset: 1, length: 1, content: 'xyz' },
      { offset: 4, length: 0, content: '!' },
      { offset: 3, length: 1, content: '' },
    ];
    expect(applyTextEdits('abcd', edits)).toBe('axyzc!');
    expect(applyTextEdits('abcd', edits.toReversed())).toBe('axyzc!');
  });
});

it('inline writes JSON with the spaces people put there', () => {
  expect(inline({ variable: 'KEY' })).toBe('{ "variable": "KEY" }');
  expect(inline({ a: { b: [1].length, c: 'x' } })).toBe('{ "a": { "b": 1, "c": "x" } }');
  expect(inline({})).toBe('{}');
});
