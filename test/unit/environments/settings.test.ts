import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../src/environments/settings';
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
    ['environments', 'development'],
    ['environments', []],
    ['environments', { development: 'localhost' }],
    ['environments', { development: { values: ['HOST'] } }],
    ['environments', { development: { values: { HOST: null } } }],
    ['environments', { development: { values: { HOST: { secret: 'hunter2' } } } }],
    ['envFiles', '.env'],
    ['envFiles', [1]],
    ['envFiles', { 0: '.env' }],
    ['secretStore', 'file'],
    ['secretStore', 1],
  ])('says which setting is not usable and goes on with its default: %s is %j', (name, value) => {
    const { settings, problems } = read({ [name]: value });
    expect(settings).toEqual(read({}).settings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^The setting "databaseElements\\.${name}" must be .+\\. Its default is used until it is corrected\\.$`));
    expect(problems[0]).not.toContain('hunter2');
  });

  it('keeps the other settings when one is not usable', () => {
    expect(read({ envFiles: 5, secretStore: 'memory' }).settings).toEqual({ ...read({}).settings, secretStore: 'memory' });
  });
});
