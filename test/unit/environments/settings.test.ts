import { describe, expect, it } from 'vitest';
import { readSettings, writeProblem } from '../../../src/environments/settings';
import { parseSettingsFile } from '../../../src/environments/settings-file';
import { DEFAULT_ENV_FILES } from '../../../src/environments/sources';

const defaults = { environments: {}, envFiles: DEFAULT_ENV_FILES, secretStore: 'keychain' };
const read = (values: Readonly<Record<string, unknown>>) => readSettings((name) => values[name]);

describe('readSettings', () => {
  it('has defaults for what is not set', () => {
    expect(read({})).toMatchObject({ settings: defaults, problems: [] });
    expect(read({ environments: null, envFiles: null, secretStore: null })).toEqual(read({}));
  });

  it('takes what people write', () => {
    const { settings, problems } = read({ environments: { development: { values: { HOST: 'localhost', PORT: 5432, TLS: true }, note: 'kept' }, production: {} }, envFiles: ['.env'], secretStore: 'memory' });
    expect(problems).toEqual([]);
    expect(settings).toMatchObject({ environments: { development: { HOST: 'localhost', PORT: '5432', TLS: 'true' }, production: {} }, envFiles: ['.env'], secretStore: 'memory' });
  });

  it.each([
    [{ environments: 'development' }, ['databaseElements.environments'], /is a text, not an object/],
    [{ environments: [] }, ['databaseElements.environments'], /is a list, not an object/],
    [{ environments: { development: 5 } }, ['databaseElements.environments', 'development'], /"development" .* is a number, not an object/],
    [{ environments: { development: null } }, ['databaseElements.environments', 'development'], /is null/],
    [{ environments: { development: { values: ['HOST'] } } }, ['databaseElements.environments', 'development', 'values'], /"values" of development is a list/],
    [{ environments: { development: { values: { HOST: null } } } }, ['databaseElements.environments', 'development', 'values', 'HOST'], /value of HOST for development is null/],
    [{ environments: { development: { values: { HOST: { secret: 'hunter2' } } } } }, ['databaseElements.environments', 'development', 'values', 'HOST'], /is an object/],
    [{ environments: { development: { protected: 'yes' } } }, ['databaseElements.environments', 'development', 'protected'], /"protected" of development is a text/],
    [{ envFiles: '.env' }, ['databaseElements.envFiles'], /is a text, not a list of file names/],
    [{ envFiles: [1] }, ['databaseElements.envFiles'], /is a list with something else than texts/],
    [{ envFiles: { 0: '.env' } }, ['databaseElements.envFiles'], /is an object, not a list/],
    [{ secretStore: 'file' }, ['databaseElements.secretStore'], /is not one of "keychain" and "memory"/],
    [{ secretStore: 1 }, ['databaseElements.secretStore'], /is not one of/],
  ])('says of %j where it is wrong, and what to write', (values, path, message) => {
    const { problems } = read(values);
    expect(problems).toEqual([{ path, severity: 'error', message: expect.stringMatching(message), remedy: expect.stringMatching(/^Write .+\.$/) }]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('loses nothing beside what is wrong', () => {
    const { settings } = read({
      environments: { broken: 5, listed: { values: ['HOST'] }, production: { protected: true, values: { HOST: 'db', PORT: null } } },
      envFiles: 5,
      secretStore: 'memory',
    });
    expect(settings).toEqual({ environments: { listed: {}, production: { HOST: 'db' } }, protectedEnvironments: ['production'], envFiles: DEFAULT_ENV_FILES, secretStore: 'memory' });
  });

  it('guards an environment whose protection cannot be read', () => {
    expect(read({ environments: { production: { protected: 'true' }, testing: { protected: false } } }).settings.protectedEnvironments).toEqual(['production']);
  });

  it('points at keys that no shell accepts, and at values that refer to themselves', () => {
    const { settings, problems } = read({ environments: { testing: { values: { 'my-key': 'x', HOST: '${HOST}' } } } });
    expect(problems).toMatchObject([
      { severity: 'warning', path: ['databaseElements.environments', 'testing', 'values', 'my-key'], message: expect.stringContaining('not a key that a shell accepts') },
      { severity: 'warning', path: ['databaseElements.environments', 'testing', 'values', 'HOST'], message: expect.stringContaining('HOST refers to itself') },
    ]);
    expect(settings.environments['testing']).toEqual({ 'my-key': 'x', HOST: '${HOST}' });
  });
});

describe('writeProblem', () => {
  it.each([
    [undefined, undefined],
    [{ testing: 5, development: { values: { HOST: null } } }, undefined],
    ['development', /environments" is a text.* Write .* It was left as it is\./],
    [{ development: 5 }, /"development" .* is a number/],
    [{ development: { values: 'HOST' } }, /"values" of development is a text/],
  ])('of %j for development: %s', (environments, expected) => {
    const problem = writeProblem(environments, 'development');
    if (expected === undefined) expect(problem).toBeUndefined();
    else expect(problem).toMatch(expected);
  });
});

describe('parseSettingsFile', () => {
  const text = `{
  // comments are allowed
  "editor.fontSize": 12,
  "databaseElements.environments": {
    "development": { "values": { "HOST": [] } },
  },
}`;

  it('tells the line of what is wrong', () => {
    expect(parseSettingsFile('.vscode/settings.json', text).problems).toMatchObject([{ file: '.vscode/settings.json', line: 5, severity: 'error', message: expect.stringContaining('HOST') }]);
  });

  it('finds the settings of a workspace file under their key', () => {
    const { problems, settings } = parseSettingsFile('all.code-workspace', `{ "folders": [],\n"settings":\n${text} }`, ['settings']);
    expect(problems).toMatchObject([{ file: 'all.code-workspace', line: 7 }]);
    expect(settings.environments).toEqual({ development: {} });
  });

  it.each([
    ['{ "databaseElements.envFiles": [".env" }', /not valid JSON/],
    ['[]', /is no object/],
    ['"x"', /is no object/],
  ])('says of %s that it cannot be relied on', (broken, message) => {
    expect(parseSettingsFile('settings.json', broken).problems).toMatchObject([{ line: 1, severity: 'error', message: expect.stringMatching(message) }]);
  });

  it.each(['', ' // nothing yet\n'])('has defaults for an empty file: %j', (empty) => {
    expect(parseSettingsFile('settings.json', empty)).toEqual({ ...read({}), problems: [] });
  });
});
