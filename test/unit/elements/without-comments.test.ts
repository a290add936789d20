import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { withoutComments } from '../../../src/elements/without-comments';
import { documents, styles, valueOf, write } from './jsonc-documents';

function strictly(text: string | undefined): { readonly value: unknown } | undefined {
  try {
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

describe('withoutComments', () => {
  it('keeps what the text says, whatever its layout', () => {
    fc.assert(
      fc.property(documents, styles, (document, style) => {
        const text = write(document, style);
        expect(strictly(withoutComments(text))).toEqual({ value: valueOf(text) });
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it('never makes JSON of a text that has mistakes', () => {
    const tokens = fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '"b,]"', '"/*"', '"', '\\', '1', '-', 'true', 'nul', ' ', '\n', '\r', '//', '/*', '*/', '/', '// x\n', '/* x */');
    fc.assert(
      fc.property(fc.array(tokens, { maxLength: 14 }), (parts) => {
        const text = parts.join('');
        const read = strictly(withoutComments(text));
        if (read === undefined) return;
        const errors: ParseError[] = [];
        const value: unknown = parse(text, errors, { allowTrailingComma: true });
        expect({ value, errors }).toEqual({ value: read.value, errors: [] });
      }),
      { numRuns: 20_000, seed: 4 },
    );
  });

  it.each([
    ['{ "a": "// no comment" }', '{ "a": "// no comment" }'],
    ['{ "a": "\\"/* none */" }', '{ "a": "\\"/* none */" }'],
    ['[1, /* x */ ]', '[1]'],
    ['[1, // x\n]', '[1]'],
    ['[1 // x,\n, 2]', '[1  \n, 2]'],
    ['[,]', '[,]'],
    ['{,}', '{,}'],
    ['[1,,]', '[1,,]'],
    ['', ''],
  ])('%j gives %j', (text, expected) => {
    expect(withoutComments(text)).toBe(expected);
  });

  it.each(['"open', '"open\\"', '/* open', '[1, /* open', '{ / }', '"a" /'])('is undefined for %j', (text) => {
    expect(withoutComments(text)).toBeUndefined();
  });
});
