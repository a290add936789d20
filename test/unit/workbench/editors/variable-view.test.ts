import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../../src/databases/registry';
import type { ValueSources } from '../../../../src/environments/sources';
import { variablesOf } from '../../../../src/environments/variables';
import { offeredVariable, variableView } from '../../../../src/workbench/editors/variable-view';
import { entryOf } from '../../environments/entries';

const sources: ValueSources = { environment: 'development', settings: { HOST: 'db.internal' }, process: { PW: 'hunter2' }, envFiles: [], secretKeys: new Set() };

/** What a field can be bound to in a folder with these elements. */
function offered(...elements: readonly { readonly connection: object; readonly variables: object }[]) {
  const entries = elements.map((element, index) => entryOf(`databases/${String(index)}.dbelement.json`, { type: 'postgresql', ...element }));
  return variablesOf(entries, databaseTypes).map((variable) => offeredVariable(variable, sources));
}

describe('a variable that a field can be bound to', () => {
  it('brings its first declaration and its value', () => {
    expect(offered({ connection: { host: { variable: 'HOST' } }, variables: { HOST: { name: 'Orders DB host', description: 'Server of the shop', default: 'localhost', required: true } } })).toEqual([
      { key: 'HOST', name: 'Orders DB host', description: 'Server of the shop', defaultValue: 'localhost', required: true, secret: false, value: { display: 'db.internal', source: 'from workspace settings' } },
    ]);
  });

  it('brings nothing of a secret, not even the default that an element states which takes it for something else', () => {
    expect(offered({ connection: { database: { variable: 'PW' } }, variables: { PW: { default: 'orders' } } }, { connection: { password: { variable: 'PW' } }, variables: { PW: {} } })).toEqual([
      { key: 'PW', name: 'PW', description: '', defaultValue: '', required: false, secret: true, value: { source: 'secret' } },
    ]);
  });
});

it('a store that does not answer is the source of a secret, in its own words', () => {
  const view = variableView('PW', {}, sources, { kind: 'unavailable', store: 'the OS keychain', reason: 'The keychain is locked.' });
  expect(view).toMatchObject({ secret: true, value: { source: 'The keychain is locked.' } });
  expect(view.value).not.toHaveProperty('display');
});
