import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redact, Secret } from '../../../src/credentials/secret';

const VALUE = 'hunter2-S3cret';

describe('a Secret', () => {
  const secret = new Secret(VALUE);

  it('gives its value to reveal() only', () => {
    expect(secret.reveal()).toBe(VALUE);
  });

  it.each<[string, () => string]>([
    ['String()', () => String(secret)],
    // eslint-disable-next-line @typescript-eslint/restrict-template-expressions -- what happens by mistake
    ['a template', () => `${secret}`],
    ['concatenation', () => ['password: ', secret].join('')],
    ['JSON', () => JSON.stringify({ secret, list: [secret] })],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect with everything shown', () => inspect({ deep: { secret } }, { showHidden: true, depth: 9, getters: true, customInspect: true })],
    ['util.inspect without custom inspection', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['what console.log prints', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['an error message', () => new Error(`failed: ${String(secret)}`).stack ?? ''],
    ['its own properties', () => JSON.stringify([Object.entries(secret), Object.assign({}, secret), Reflect.ownKeys(secret).map(String)])],
    ['structuredClone', () => inspect(structuredClone(secret), { showHidden: true }) + JSON.stringify(structuredClone(secret))],
  ])('is not told by %s', (_name, print) => {
    expect(print()).not.toContain(VALUE);
  });

  it('shows that there is something', () => {
    expect(String(secret)).toBe('[secret]');
    expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}');
    expect(inspect(secret)).toBe('[secret]');
  });
});

describe('redact', () => {
  it.each([
    ['the value', 'p@ss word', 'login with p@ss word failed: p@ss word'],
    ['its form in a URL', 'p@ss word', 'postgresql://u:p%40ss%20word@h failed'],
    ['its form in JSON', 'a"b\\c\n', JSON.stringify({ password: 'a"b\\c\n' })],
    ['a value with characters that mean something in patterns', '$& (.*)', 'wrong: $& (.*)'],
    ['half a character pair', 'a\ud800b', 'wrong: a\ud800b'],
  ])('masks %s', (_name, value, text) => {
    const safe = redact(text, [new Secret(value)]);
    expect(safe).toContain('[secret]');
    expect(safe).not.toContain(value);
    expect(safe).not.toContain(encodeURIComponent(value.replace(/\p{Cs}/gu, '')));
    expect(safe).not.toContain(JSON.stringify(value).slice(1, -1));
  });

  it('masks the longer of two secrets whole when one begins with the other', () => {
    expect(redact('abcdef and abc', [new Secret('abc'), new Secret('abcdef')])).toBe('[secret] and [secret]');
  });

  it('leaves texts alone where there is nothing to hide', () => {
    expect(redact('connection refused', [])).toBe('connection refused');
    expect(redact('connection refused', [new Secret('')])).toBe('connection refused');
    expect(redact('connection refused', [new Secret('other')])).toBe('connection refused');
  });
});
