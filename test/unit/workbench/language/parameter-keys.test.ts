import { expect, it } from 'vitest';
import type { ElementType } from '../../../../src/elements/parameter';
import { keySuggestions } from '../../../../src/workbench/language/parameter-keys';

const type: ElementType = {
  id: 'acme.queue.queue',
  label: 'Queue',
  parameters: [
    { group: 'connection', name: 'host', label: 'Host', kind: 'text', help: 'Its name.' },
    { group: 'connection', name: 'password', label: 'Password', kind: 'secret' },
    { group: 'options', name: 'depth', label: 'Depth', kind: 'integer', min: 1, max: 9, default: 3 },
    { group: 'options', name: 'strict', label: 'Strict', kind: 'boolean' },
    { group: 'options', name: 'order', label: 'Order', kind: 'choice', choices: [{ value: 'a,b', label: 'A' }, { value: 'c', label: 'C' }] },
  ],
};
const keys = (path: readonly string[], root: object = {}) => keySuggestions(path, root, type).map(({ key, value }) => `${key}: ${value}`);

it('suggests groups, parameters and how they are stated, each where it stands', () => {
  expect(keys([''])).toEqual(['connection: { $1 }', 'options: { $1 }']);
  expect(keys(['connection', ''])).toEqual(['host: "$1"', 'password: { "keychain": true }']);
  expect(keys(['options', ''])).toEqual(['depth: ${1:3}', 'strict: ${1|true,false|}', 'order: "${1|a\\,b,c|}"']);
  expect(keys(['connection', 'host', ''])).toEqual(['variable: "$1"']);
  expect(keys(['connection', 'password', ''])).toEqual(['keychain: true', 'variable: "$1"', 'none: true']);
  for (const path of [['variables', ''], ['connection', 'nowhere', ''], ['connection', 'host', 'variable', '']]) expect(keys(path)).toEqual([]);
});

it('suggests nothing that is there, but for the key that is being typed', () => {
  expect(keys(['connection', 'host'], { connection: { host: 'h', password: { none: true } } })).toEqual(['host: "$1"']);
  expect(keys(['connection', 'p'], { connection: { host: 'h' } })).toEqual(['password: { "keychain": true }']);
});

it('says what a parameter is for, else what it takes', () => {
  expect(keySuggestions(['connection', ''], {}, type)[0]).toMatchObject({ detail: 'Host', help: 'Its name.' });
  expect(keySuggestions(['options', ''], {}, type)[0]).toMatchObject({ detail: 'Depth', help: 'a whole number from 1 to 9' });
});
