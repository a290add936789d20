import { afterEach, describe, expect, it, vi } from 'vitest';
import * as vscode from 'vscode';
import { Secret } from '../../../../src/credentials/secret';
import { SecretVariables } from '../../../../src/credentials/secret-variables';
import { databaseTypes } from '../../../../src/databases/registry';
import { variablesOf } from '../../../../src/environments/variables';
import { VariableCommands } from '../../../../src/workbench/commands/variable-commands';
import type { ActiveEnvironment } from '../../../../src/workbench/environment';
import type { WorkspaceElements } from '../../../../src/workbench/workspace-elements';
import type { ElementPicker } from '../../../../src/workbench/commands/pick-element';
import { FakeLedger, FakeStore } from '../../credentials/fakes';
import { entryOf } from '../../environments/entries';

vi.mock('vscode', async () => (await import('../fake-vscode')).fakeVscode());

const FOLDER = 'file:///shop';
const OWNER = { workspace: FOLDER, environment: 'development', key: 'PW' };

afterEach(() => { vi.restoreAllMocks(); });

/** Elements that take their password from one variable, each of another host; one in capitals is a variable without a value. */
function make(hosts: readonly string[]) {
  const entries = hosts.map((host) => entryOf(`databases/${host}.dbelement.json`, { type: 'postgresql', connection: { host: /^[A-Z]/.test(host) ? { variable: host } : host, user: 'app', password: { variable: 'PW' } }, variables: { PW: {} } }, FOLDER));
  const store = new FakeStore('the OS keychain');
  const secrets = new SecretVariables(() => [store], new FakeLedger());
  const environment: unknown = { name: 'development', sources: () => Promise.resolve({ environment: 'development', settings: {}, process: {}, envFiles: [], secretKeys: new Set(['PW']) }) };
  const unused: unknown = undefined;
  const commands = new VariableCommands(unused as WorkspaceElements, environment as ActiveEnvironment, secrets, unused as ElementPicker);
  const variable = variablesOf(entries, databaseTypes).find(({ secret }) => secret);
  if (variable === undefined) throw new Error('no element uses the variable');
  const mayGoTo = async (host: string) => (await secrets.find(OWNER, `postgresql://app@${host}:5432`)).kind === 'found';
  return { commands, variable, secrets, set: () => commands.setValue(variable), mayGoTo };
}

it('a secret goes to the targets that its question names, and to no others', async () => {
  const { set, mayGoTo } = make(['UNSET', 'a.host', 'b.host', 'c.host', 'd.host']);
  const ask = vi.spyOn(vscode.window, 'showInputBox').mockResolvedValue('s3cret');
  await set();
  const prompt = ask.mock.lastCall?.[0]?.prompt;
  expect(prompt).toBe('PW: stored in the keychain of this machine, never in a file, for postgresql://app@a.host:5432, postgresql://app@b.host:5432, and postgresql://app@c.host:5432. You are asked before it goes elsewhere.');
  expect(await Promise.all(['a.host', 'b.host', 'c.host', 'd.host', 'e.host'].map(mayGoTo))).toEqual([true, true, true, false, false]);
});

describe('the stored value of a secret', () => {
  const ask = (answer: string | undefined) => {
    const shown = vi.fn<(...asked: readonly unknown[]) => Promise<string | undefined>>().mockResolvedValue(answer);
    Object.assign(vscode.window, { showWarningMessage: shown, showInformationMessage: shown });
    return shown;
  };

  it.each([
    ['is erased when the person says so', 'Clear Value', 'missing'],
    ['stays when the question is left', undefined, 'stored'],
  ])('%s', async (_name, answer, expected) => {
    const { commands, variable, secrets } = make(['a.host']);
    await secrets.set(OWNER, new Secret('s3cret'));
    const shown = ask(answer);
    await commands.clearValue(variable);
    expect(shown.mock.calls).toEqual([['Clear the value of PW in development?', { modal: true, detail: 'It is removed from the store of this machine, and cannot be brought back.' }, 'Clear Value']]);
    expect((await secrets.presence(OWNER)).kind).toBe(expected);
  });

  it('that is not there is said, and nothing is asked', async () => {
    const { commands, variable } = make(['a.host']);
    const shown = ask('Clear Value');
    await commands.clearValue(variable);
    expect(shown.mock.calls).toEqual([[expect.stringMatching(/^PW has no value in the current application for development\./)]]);
  });
});
