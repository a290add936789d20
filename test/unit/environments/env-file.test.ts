import { parse } from 'dotenv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refersToItself } from '../../../src/elements/self-reference';
import { MAX_ENV_FILE, parseEnvFile } from '../../../src/environments/env-file';
import { loadSources, envFileProblems } from '../../../src/environments/load-sources';
import { readSettings } from '../../../src/environments/settings';

const problems = (text: string) => (parseEnvFile('.env', text).problems ?? []).map(({ line, message }) => `${String(line)} ${message}`);

describe('values', () => {
  it.each<[string, string, Record<string, string>]>([
    ['a plain value', 'A=1', { A: '1' }],
    ['an exported one', 'export A=1', { A: '1' }],
    ['blanks around', '  A =  1  ', { A: '1' }],
    ['a comment behind', 'A=1 # one', { A: '1' }],
    ['a # in quotes', 'A="1 # one" # comment', { A: '1 # one' }],
    ['lines in quotes', "A='a\nb'\nB=2", { A: 'a\nb', B: '2' }],
    ['an escaped line end', 'A="a\\nb"', { A: 'a\nb' }],
    ['a colon', 'A: 1', { A: '1' }],
    ['nothing', 'A=\nB=', { A: '', B: '' }],
    ['CRLF', 'A=1\r\n\r\nB=2\r\n', { A: '1', B: '2' }],
    ['a byte order mark', '\uFEFFA=1', { A: '1' }],
    ['the last of two', 'A=1\nA=2', { A: '2' }],
    ['an = in the value', 'URL=postgres://a?b=c', { URL: 'postgres://a?b=c' }],
    ['keys of prototypes', 'constructor=1\n__proto__=2\ntoString=3', { constructor: '1', toString: '3' }],
  ])('%s', (_name, text, values) => {
    const file = parseEnvFile('.env', text);
    expect(file.problems).toBeUndefined();
    expect({ ...file.values }).toEqual(values);
  });

  it('are those that dotenv reads from each line', () => {
    const key = fc.constantFrom('A', 'HOST_2', '_x', 'constructor', '__proto__');
    const separator = fc.constantFrom('=', ' = ', ':', ': ', '=\t', '');
    const value = fc.string({ unit: fc.constantFrom('a', '1', ' ', '\t', '"', "'", '`', '#', '=', ':', '\\n', '$', '\u00a0', 'é') });
    const line = fc.tuple(fc.constantFrom('', ' ', 'export '), key, separator, value).map((parts) => parts.join(''));
    fc.assert(
      fc.property(line, (text) => {
        expect({ ...parseEnvFile('.env', text).values }).toEqual({ ...parse(text) });
      }),
      { numRuns: 3000 },
    );
  });

  it('know the line that states them', () => {
    const { lines } = parseEnvFile('.env', '# first\n\nA="x\ny"\r\nB=1\nA=2');
    expect([...(lines ?? [])]).toEqual([['A', 6], ['B', 5]]);
  });
});

describe('problems', () => {
  it.each<[string, string, readonly string[]]>([
    ['a line that is nothing', 'A=1\nhello world\nB=2', ['2 The line is neither KEY=VALUE nor a comment, and has no effect.']],
    ['a line without a value', 'A=1\n\nhello', ['3 The line is neither KEY=VALUE nor a comment, and has no effect.']],
    ['a quote that is not closed', 'A=1\nB="x\nC=2', ['2 The quote that opens the value of B is not closed.']],
    ['a quote that another line closes by accident', 'B="x\nC="2"', ['1 The quote that opens the value of B is not closed.']],
    ['text after the quote', 'A="x" y', ['1 Something stands after the closing quote of A.']],
    ['a key with a hyphen', '# c\nmy-key=1', ['2 "my-key" is not a key that a shell accepts.']],
    ['a key with a digit first', '1A=1', ['1 "1A" is not a key that a shell accepts.']],
    ['a key with a dot after several lines', 'A="\n\n"\nb.c=1', ['4 "b.c" is not a key that a shell accepts.']],
    ['a variable that refers to itself', 'PORT=$PORT', ['1 PORT refers to itself. Values are taken as they stand: nothing is put in place of ${...}, so the value is that very text.']],
    ['the same in braces', 'A="${A}:x"', ['1 A refers to itself. Values are taken as they stand: nothing is put in place of ${...}, so the value is that very text.']],
  ])('%s', (_name, text, expected) => {
    expect(problems(text)).toEqual(expected);
    expect(problems(text.replaceAll('\n', '\r\n'))).toEqual(expected);
  });

  it.each(["A='$A'", 'A=$AB', 'A=${AB}', 'A=pa$$word', 'A=$', '#hello', '   ', '\t# x'])('none for %s', (text) => {
    expect(problems(text)).toEqual([]);
  });

  it('go on behind a wrong line', () => {
    expect({ ...parseEnvFile('.env', 'A=1\n???\nB="x\nC=3').values }).toMatchObject({ A: '1', C: '3' });
  });

  it('never repeat a value', () => {
    const text = 'A="hunter2-S3cret\nB="hunter2-S3cret" x\nhunter2-S3cret\nC=${C}hunter2-S3cret';
    expect(problems(text)).toHaveLength(4);
    expect(JSON.stringify(parseEnvFile('.env', text).problems)).not.toContain('hunter2');
  });

  it('are at most fifty', () => {
    expect(problems('?\n'.repeat(1000))).toHaveLength(50);
  });
});

describe('hostile files', () => {
  it('that are too large are refused', () => {
    const file = parseEnvFile('.env', 'A=1\n'.repeat(MAX_ENV_FILE / 4 + 1));
    expect(file.values).toEqual({});
    expect(file.problems).toMatchObject([{ file: '.env', line: 1, message: expect.stringContaining('larger than 1 MB') }]);
  });

  it.each([
    ['blank lines', '\n'.repeat(MAX_ENV_FILE)],
    ['blanks', ' '.repeat(MAX_ENV_FILE)],
    ['open quotes', 'A="\n'.repeat(MAX_ENV_FILE / 4)],
    ['escaped quotes', `A="${'\\"'.repeat(MAX_ENV_FILE / 2 - 4)}`],
    ['quotes of every kind', 'A=\'\nB="\nC=`\n'.repeat(MAX_ENV_FILE / 12)],
  ])('of %s are read in time', (_name, text) => {
    // Where the time grows with the square of the size, the test's own limit ends it.
    expect(() => parseEnvFile('.env', text)).not.toThrow();
  });

  it.each(['A(B=1', 'A[B=1', 'A+=1', 'A*B=$A*B'])('with a key that means something to a pattern are read, and the key reported: %s', (line) => {
    const { problems = [], values } = parseEnvFile('.env', `${line}\nOK=1`);
    expect(problems).toMatchObject([{ line: 1, message: expect.stringMatching(/is not a key that a shell accepts|is neither KEY=VALUE/) }]);
    expect(values).toMatchObject({ OK: '1' });
  });

  it('that cannot be read give no values, and a problem', async () => {
    const { settings } = readSettings(() => undefined);
    const readFile = (path: string) => (path === '.env' ? Promise.reject(new Error('EACCES')) : Promise.resolve(path === '.env.testing' ? 'A=1' : undefined));
    const sources = await loadSources('testing', { settings, secretKeys: new Set(), readFile }, {});
    expect(sources.envFiles.map((file) => ({ ...file.values }))).toEqual([{ A: '1' }, {}]);
    expect(envFileProblems(sources)).toMatchObject([{ file: '.env', line: 1, message: 'The file cannot be read: EACCES' }]);
  });
});

it.each([
  ['A', '$A', true],
  ['A', '${A}', true],
  ['A', '${env:A}', true],
  ['A', '${A:-x}', true],
  ['A', '$AB', false],
  ['A', 'A', false],
  ['a.b', '${aXb}', false],
])('%s=%s refers to itself: %s', (key, value, expected) => {
  expect(refersToItself(key, value)).toBe(expected);
});
