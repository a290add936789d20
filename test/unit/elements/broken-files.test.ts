import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { ELEMENT_SUFFIX } from '../../../src/elements/full-name';
import { MAX_FILE_BYTES } from '../../../src/elements/json-file';
import { parseElement, parseElementBytes } from '../../../src/elements/parse';
import type { Problem, ProblemCode } from '../../../src/elements/problem';
import { BROKEN_FILES, SECRETS_OF_BROKEN_FILES } from './broken-files';

const folder = path.resolve(import.meta.dirname, '../../fixtures/broken');
const read = (name: string) => readFileSync(path.join(folder, name + ELEMENT_SUFFIX));

function expectPresentable(problems: readonly Problem[], text: string): void {
  const lines = text.split('\n');
  for (const problem of problems) {
    expect(problem.message).toMatch(/[.?]$/);
    expect(problem.message).not.toMatch(/undefined|\[object|\p{Cc}/u);
    for (const secret of SECRETS_OF_BROKEN_FILES) expect(problem.message).not.toContain(secret);
    const { start, end } = problem;
    const line = lines[start.line - 1];
    expect(line, `line ${start.line}`).toBeDefined();
    expect(start.column).toBeGreaterThanOrEqual(1);
    expect(start.column).toBeLessThanOrEqual((line?.length ?? 0) + 1);
    expect(end.line > start.line || (end.line === start.line && end.column > start.column)).toBe(true);
  }
}

describe('broken element files', () => {
  it('are all in the table', () => {
    const files = readdirSync(folder).map((name) => name.slice(0, -ELEMENT_SUFFIX.length));
    expect(BROKEN_FILES.map(([name]) => name).sort()).toEqual(files.sort());
  });

  it.each(BROKEN_FILES)('%s: %s at %s', (name, code, at, says) => {
    const bytes = read(name);
    const before = Uint8Array.from(bytes);
    const { problems, element } = parseElementBytes(bytes, databaseTypes);
    const [first] = problems;
    expect(first && { code: first.code, at: `${first.start.line}:${first.start.column}` }).toEqual({ code, at });
    expect(first?.message).toContain(says);
    expect(element === undefined).toBe(problems.some((problem) => problem.severity === 'error'));
    expectPresentable(problems, new TextDecoder().decode(bytes));
    expect(Uint8Array.from(bytes)).toEqual(before);
  });

  it('reports the problems of several fields at once, in the order of the file format', () => {
    const { problems } = parseElementBytes(read('several-problems'), databaseTypes);
    expect(problems.map((problem) => problem.path.join('.'))).toEqual(['title', 'connection.host', 'connection.port']);
  });

  it('still tells title and type of a malformed file, so that a list can show it', () => {
    expect(parseElementBytes(read('truncated-in-number'), databaseTypes)).toMatchObject({ title: 'Orders', typeId: 'postgresql' });
    expect(parseElementBytes(read('port-zero'), databaseTypes)).toMatchObject({ title: 'Orders', typeId: 'postgresql' });
  });
});

const MEGABYTE = 1024 * 1024;
const head = '"id":"0b8f6c1e-5a43","type":"postgresql","title":"Orders"';
const nested = (open: string, middle: string, close: string, levels: number) => open.repeat(levels) + middle + close.repeat(levels);

/** Texts too large or too silly for a file: each ends with its problem, whatever the parser makes of it. */
const GENERATED: readonly (readonly [name: string, text: string, code: ProblemCode])[] = [
  ['10 MB of spaces', ' '.repeat(10 * MEGABYTE), 'too-large'],
  ['10 MB of a valid element', `{${head},"description":"${'x'.repeat(10 * MEGABYTE)}"}`, 'too-large'],
  ['one byte too many', `{${head}}`.padEnd(MAX_FILE_BYTES + 1), 'too-large'],
  ['1 MB of opening brackets', '['.repeat(MEGABYTE), 'nested-too-deeply'],
  ['1 MB of opening objects', '{"a":'.repeat(MEGABYTE / 8), 'nested-too-deeply'],
  ['100,000 closed arrays', nested('[', '', ']', 100_000), 'nested-too-deeply'],
  ['100,000 closed objects', nested('{"a":', '1', '}', 100_000), 'nested-too-deeply'],
  ['100,000 arrays in an unknown key', `{${head},"x":${nested('[', '', ']', 100_000)}}`, 'nested-too-deeply'],
  ['100,000 arrays as a host', `{${head},"connection":{"host":${nested('[', '', ']', 100_000)}}}`, 'nested-too-deeply'],
  ['100,000 objects as a password', `{${head},"connection":{"password":${nested('{"a":', '1', '}', 100_000)}}}`, 'nested-too-deeply'],
  ['100,000 arrays in a variable declaration', `{${head},"variables":{"A":{"x":${nested('[', '', ']', 100_000)}}}}`, 'nested-too-deeply'],
  ['1 MB of commas', ','.repeat(MEGABYTE), 'malformed-json'],
  ['1 MB of quotes', '"'.repeat(MEGABYTE), 'malformed-json'],
  ['1 MB of backslashes in a string', `"${'\\'.repeat(MEGABYTE - 1)}`, 'malformed-json'],
  ['1 MB of comment starts', '/*'.repeat(MEGABYTE / 2), 'malformed-json'],
  ['1 MB of minus signs', '-'.repeat(MEGABYTE), 'malformed-json'],
  ['1 MB of NUL bytes', '\0'.repeat(MEGABYTE), 'malformed-json'],
  ['100,000 times the same key', `{${'"a":1,'.repeat(100_000)}"b":1}`, 'duplicate-key'],
  ['100,000 unsafe keys', `{${'"__proto__":1,'.repeat(60_000)}"b":1}`, 'unsafe-key'],
  ['40,000 unknown keys', `{${head},${Array.from({ length: 40_000 }, (_, index) => `"key${index}":1`).join(',\n')}}`, 'unknown-key'],
  ['40,000 wrong variables', `{${head},"variables":{${Array.from({ length: 40_000 }, (_, index) => `"K${index}":1`).join(',')}}}`, 'invalid-value'],
];

describe('hostile texts', () => {
  it.each(GENERATED)('%s', (_name, text, code) => {
    const { problems } = parseElementBytes(new TextEncoder().encode(text), databaseTypes);
    expect(problems[0]?.code).toBe(code);
    expect(problems.length).toBeLessThanOrEqual(101);
    expectPresentable(problems.slice(0, 1), text);
  });

  it('takes every cut of an element without throwing, and calls each malformed', () => {
    const whole = `{ ${head}, "connection": { "host": "a\\u0062c", /* c */ "port": 5432, "password": { "none": true } } } // end`;
    const last = whole.lastIndexOf('}');
    for (let length = 0; length <= last; length++) {
      const { problems, element } = parseElement(whole.slice(0, length), databaseTypes);
      expect(element, whole.slice(0, length)).toBeUndefined();
      expect(problems[0]?.code, whole.slice(0, length)).toBe('malformed-json');
      expectPresentable(problems, whole.slice(0, length));
    }
  });
});
