import { describe, expect, it } from 'vitest';
import { loadSources, type ReadFolderFile, type SourcesFolder } from '../../../src/environments/load-sources';
import { readSettings, type Settings } from '../../../src/environments/settings';

const settings: Settings = { ...readSettings(() => undefined).settings, environments: { development: { A: 'from settings' } }, envFiles: ['.env.<env>', '.env'] };

/** Reads of a workspace folder that remember what was asked for. */
function fakeFolder(files: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  return {
    asked,
    read: (path: string): Promise<string | undefined> => {
      asked.push(path);
      return Promise.resolve(Object.hasOwn(files, path) ? files[path] : undefined);
    },
  };
}

function folderOf(readFile: ReadFolderFile, given: Settings = settings): SourcesFolder {
  return { settings: given, secretKeys: new Set(), readFile };
}

describe('loadSources', () => {
  it('gathers the values of one environment, .env files in the order of the setting', async () => {
    const folder = fakeFolder({ '.env': 'A=1\nB=2\n', '.env.development': 'B="two words" # and a comment\n' });
    const sources = await loadSources('development', folderOf(folder.read), { HOME: '/root' });
    expect(sources).toMatchObject({ environment: 'development', settings: { A: 'from settings' }, process: { HOME: '/root' } });
    expect(sources.envFiles.map(({ name, values }) => ({ name, values }))).toEqual([
      { name: '.env.development', values: { B: 'two words' } },
      { name: '.env', values: { A: '1', B: '2' } },
    ]);
  });

  it.each(['production', '__proto__', 'toString'])('has no settings for an environment that states none: %s', async (environment) => {
    expect((await loadSources(environment, folderOf(fakeFolder({}).read), {})).settings).toEqual({});
  });

  it.each(['../.env', '/etc/passwd', 'C:\\secrets.env', '\\\\server\\share\\.env', 'config/../../.env', 'a\0b'])('never reads %j, which is outside the folder', async (name) => {
    const folder = fakeFolder({ [name]: 'A=1' });
    const sources = await loadSources('development', folderOf(folder.read, { ...settings, envFiles: [name, '.env'] }), {});
    expect(folder.asked).toEqual(['.env']);
    expect(sources.envFiles).toEqual([]);
  });

  it.each(['../other', '/etc', '..\\other'])('lets the name of an environment lead nowhere else: %j', async (environment) => {
    const folder = fakeFolder({});
    await loadSources(environment, folderOf(folder.read, { ...settings, envFiles: ['<env>/.env', '<env>', '.env'] }), {});
    expect(folder.asked).toEqual(['.env']);
  });

  it('reads a file with a byte order mark and CRLF', async () => {
    const folder = fakeFolder({ '.env': '\uFEFFA=1\r\nB=2\r\n' });
    const { envFiles } = await loadSources('development', folderOf(folder.read, { ...settings, envFiles: ['.env'] }), {});
    expect(envFiles[0]?.values).toEqual({ A: '1', B: '2' });
  });
});
