import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { databaseTypes } from '../../../../src/databases/registry';
import type { TestOutcome } from '../../../../src/diagnosis/outcome';
import { ElementIndex } from '../../../../src/elements/element-index';
import { parseEnvFile, type ValueSources } from '../../../../src/environments/sources';
import { provideApi } from '../../../../src/workbench/api/provide-api';
import type { ConnectionTests } from '../../../../src/workbench/testing/connection-tests';

vi.mock('vscode', async () => (await import('../fake-vscode')).fakeVscode());

const FOLDER = 'file:///shop';
const FILES: Readonly<Record<string, object>> = {
  'databases/orders.dbelement.json': {
    id: '11111111-1111',
    type: 'postgresql',
    title: 'Orders',
    connection: { host: { variable: 'HOST' }, port: { variable: 'PORT' }, database: { variable: 'NAME' }, user: { variable: 'USER' }, password: { variable: 'PASSWORD' } },
    timeouts: { connectMs: 500 },
    variables: { HOST: { default: 'localhost' }, PORT: {}, NAME: {}, USER: {}, PASSWORD: {} },
  },
  'databases/kept.dbelement.json': { id: '22222222-2222', type: 'postgresql', title: 'Kept', connection: { host: 'h', password: { keychain: true } }, variables: {} },
  'databases/silent.dbelement.json': { id: '44444444-4444', type: 'postgresql', title: 'Silent', connection: { host: 'h' }, variables: {} },
  'databases/broken.dbelement.json': { id: '33333333-3333', type: 'postgresql', title: 'Broken', connection: { port: 'x' } },
};
const sources: ValueSources = {
  environment: 'testing',
  settings: { NAME: 'orders' },
  process: { PASSWORD: 'geheim-geheim' },
  envFiles: [parseEnvFile('.env.testing', 'PORT=none')],
  secretKeys: new Set(['PASSWORD']),
};
const outcome: TestOutcome = {
  element: 'databases.orders',
  type: 'postgresql',
  environment: 'testing',
  milliseconds: 12,
  stages: [{ id: 'resolve', status: 'passed', milliseconds: 1, detail: 'password from the keychain' }],
  startedAt: '2026-01-01T00:00:00.000Z',
  ranFrom: 'this machine',
  endpoint: 'h:5432',
  ok: false,
  failure: { code: 'connection-refused', stage: 'reach', message: 'Nothing listens.', field: 'port', remedies: ['Is it running?'], actions: [{ kind: 'copyReport', label: 'Copy' }], evidence: { driverMessage: 'ECONNREFUSED' } },
};

async function make() {
  const index = new ElementIndex(
    {
      list: () => Promise.resolve(Object.keys(FILES).map((path) => ({ uri: `${FOLDER}/${path}`, folder: FOLDER, path }))),
      read: (uri) => Promise.resolve(new TextEncoder().encode(JSON.stringify(FILES[uri.slice(FOLDER.length + 1)]))),
    },
    databaseTypes,
  );
  await index.refresh();
  const run = vi.fn<ConnectionTests['run']>(() => Promise.resolve(outcome));
  return { run, api: provideApi({ elements: { index, ready: Promise.resolve() }, environment: { sources: () => Promise.resolve(sources) }, tests: { run } }) };
}

const uri = (name: string) => vscode.Uri.parse(`${FOLDER}/databases/${name}.dbelement.json`);

describe('the API', () => {
  afterEach(() => {
    Object.assign(vscode.workspace, { isTrusted: true });
  });

  it('lists elements, those with errors too', async () => {
    const { api } = await make();
    expect((await api.elements()).map(({ uri: file, ...rest }) => ({ file: file.toString(), ...rest }))).toEqual([
      { file: uri('broken').toString(), fullName: 'databases.broken', title: 'Broken', type: 'postgresql', isValid: false },
      { file: uri('kept').toString(), fullName: 'databases.kept', title: 'Kept', type: 'postgresql', isValid: true },
      { file: uri('orders').toString(), fullName: 'databases.orders', title: 'Orders', type: 'postgresql', isValid: true },
      { file: uri('silent').toString(), fullName: 'databases.silent', title: 'Silent', type: 'postgresql', isValid: true },
    ]);
  });

  it('resolves what a test would, says where it comes from, and gives no secret away', async () => {
    const { api } = await make();
    const resolved = await api.resolve(uri('orders'));
    expect(resolved.environment).toBe('testing');
    expect(resolved.parameters.filter(({ state }) => state !== 'absent')).toEqual([
      { key: 'host', variable: 'HOST', state: 'value', value: 'localhost', source: 'default' },
      { key: 'port', variable: 'PORT', state: 'unusable' },
      { key: 'database', variable: 'NAME', state: 'value', value: 'orders', source: 'setting' },
      { key: 'user', variable: 'USER', state: 'unset' },
      { key: 'password', variable: 'PASSWORD', state: 'secret', source: 'process' },
      { key: 'timeouts.connectMs', state: 'value', value: 500, source: 'file' },
    ]);
    expect((await api.resolve(uri('kept'))).parameters).toContainEqual({ key: 'password', state: 'secret', source: 'store' });
    expect((await api.resolve(uri('silent'))).parameters).toContainEqual({ key: 'password', state: 'unset' });
    expect(JSON.stringify(resolved)).not.toContain('geheim');
  });

  it('tests as the form does, and gives what is promised of the outcome', async () => {
    const { api, run } = await make();
    expect(await api.test(uri('orders'))).toEqual({
      ok: false,
      environment: 'testing',
      milliseconds: 12,
      stages: [{ id: 'resolve', status: 'passed', milliseconds: 1 }],
      failure: { code: 'connection-refused', stage: 'reach', message: 'Nothing listens.', field: 'port', remedies: ['Is it running?'] },
    });
    expect(run).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ fullName: 'databases.orders', draft: false }), undefined);
  });

  it('says why there is nothing to resolve or to test', async () => {
    const { api, run } = await make();
    for (const name of ['resolve', 'test'] as const) {
      await expect(api[name](uri('nowhere'))).rejects.toThrow(/There is no database element .*nowhere/);
      await expect(api[name](uri('broken'))).rejects.toThrow(/^databases\/broken\.dbelement\.json: Port must be/);
    }
    expect(run).not.toHaveBeenCalled();
  });

  it('does nothing in Restricted Mode', async () => {
    const { api, run } = await make();
    Object.assign(vscode.workspace, { isTrusted: false });
    for (const asked of [() => api.elements(), () => api.resolve(uri('orders')), () => api.test(uri('orders'))]) await expect(asked()).rejects.toThrow(/Restricted Mode/);
    expect(run).not.toHaveBeenCalled();
  });
});
