import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { databaseTypes } from '../../../src/databases/registry';
import { ContributedTypes } from '../../../src/workbench/contributed-types';

const installed = vi.hoisted(() => ({ all: [] as object[] }));
vi.mock('vscode', async () => {
  const fake = (await import('./fake-vscode')).fakeVscode();
  const changes = new fake.EventEmitter<undefined>();
  return { ...fake, changes, extensions: { get all() { return installed.all; }, onDidChange: changes.event }, window: { showWarningMessage: vi.fn() } };
});
const { changes } = vscode as unknown as { readonly changes: { fire(event: undefined): void } };

function extension(id: string, type: object = {}): object {
  const stated = { name: 'queue', label: 'Queue', kind: 'server', defaultPort: 1, driver: 'driver.js', icon: { light: 'a.svg', dark: 'b.svg' }, parameters: [], ...type };
  return { id, extensionPath: `/extensions/${id}`, packageJSON: { contributes: { databaseElements: { types: [stated] } } } };
}

const OTHER = { id: 'acme.theme', extensionPath: '/extensions/acme.theme', packageJSON: { contributes: { themes: [] } } };

function install(...extensions: readonly object[]): void {
  installed.all = [...extensions];
  changes.fire(undefined);
}

function start() {
  const [log, changed] = [{ warn: vi.fn<(message: string) => void>() }, vi.fn()];
  const types = new ContributedTypes(log, changed);
  return { types, log, changed, added: () => databaseTypes.all.flatMap(({ id, extension: from }) => (from === undefined ? [] : [id])) };
}

describe('the types of installed extensions', () => {
  let running: ReturnType<typeof start>;
  afterEach(() => {
    running.types.dispose();
    installed.all = [];
    vi.mocked(vscode.window.showWarningMessage).mockClear();
  });

  it('are there from the beginning, and go with the workbench', () => {
    installed.all = [OTHER, extension('acme.queue')];
    running = start();
    expect(running.added()).toEqual(['acme.queue.queue']);
    running.types.dispose();
    expect(running.added()).toEqual([]);
  });

  it('come and go with their extensions; what brings none changes nothing', () => {
    running = start();
    install(OTHER);
    expect(running.changed).not.toHaveBeenCalled();
    install(OTHER, extension('acme.queue'));
    expect([running.added(), running.changed.mock.calls.length]).toEqual([['acme.queue.queue'], 1]);
    install(extension('acme.queue'));
    expect(running.changed).toHaveBeenCalledTimes(1);
    install(extension('acme.queue', { defaultPort: 2 }));
    expect(running.changed).toHaveBeenCalledTimes(2);
    install();
    expect([running.added(), running.changed.mock.calls.length]).toEqual([[], 3]);
  });

  it('that are described wrongly are told of once, by their extension and field, and the others are there', () => {
    installed.all = [extension('acme.wrong', { defaultPort: 0, driver: '../driver.js' }), extension('acme.queue')];
    running = start();
    install(OTHER, ...installed.all);
    expect(running.added()).toEqual(['acme.queue.queue']);
    expect(running.log.warn.mock.calls.map(([message]) => message)).toEqual([expect.stringMatching(/acme\.wrong .*types\[0\]\.driver must/), expect.stringMatching(/acme\.wrong .*types\[0\]\.defaultPort must/)]);
    expect(vi.mocked(vscode.window.showWarningMessage).mock.calls).toEqual([[running.log.warn.mock.calls[0]?.[0]]]);
  });
});
