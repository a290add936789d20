import { describe, expect, it } from 'vitest';
import { describeSource, envFileNames, lookUpOutside, lookUpVariable, type ValueSource, type ValueSources } from '../../../src/environments/sources';

const KEY = 'ORDERS_DB_HOST';

interface Places {
  readonly setting?: string;
  readonly process?: string;
  readonly local?: string;
  readonly shared?: string;
  readonly fallback?: string | number | boolean;
}

function sourcesOf({ setting, process, local, shared }: Places): ValueSources {
  const record = (value: string | undefined): Record<string, string> => (value === undefined ? {} : { [KEY]: value });
  return {
    environment: 'development',
    settings: record(setting),
    process: { [KEY]: process, PATH: '/bin' },
    envFiles: [
      { name: '.env.local', values: record(local) },
      { name: '.env', values: record(shared) },
    ],
    secretKeys: new Set(),
  };
}

const all: Places = { setting: 's', process: 'p', local: 'l', shared: 'e', fallback: 'd' };

describe('the value of a variable', () => {
  it.each<[string, Places, string | undefined, ValueSource]>([
    ['the setting goes before everything', all, 's', { kind: 'setting' }],
    ['then the process environment', { ...all, setting: '' }, 'p', { kind: 'process' }],
    ['then the first .env file', { ...all, setting: '', process: '' }, 'l', { kind: 'envFile', name: '.env.local' }],
    ['then the next .env file', { ...all, setting: '', process: '', local: '' }, 'e', { kind: 'envFile', name: '.env' }],
    ['then the default', { ...all, setting: '', process: '', local: '', shared: '' }, 'd', { kind: 'default' }],
    ['an empty text counts as unset everywhere', { setting: '', process: '', local: '', shared: '', fallback: '' }, undefined, { kind: 'unset' }],
    ['nothing at all is unset', {}, undefined, { kind: 'unset' }],
    ['a default of 0 is a value', { fallback: 0 }, '0', { kind: 'default' }],
    ['a default of false is a value', { fallback: false }, 'false', { kind: 'default' }],
    ['a space is a value', { setting: ' ' }, ' ', { kind: 'setting' }],
  ])('%s', (_name, places, value, source) => {
    const found = lookUpVariable(KEY, places.fallback === undefined ? undefined : { default: places.fallback }, sourcesOf(places));
    expect(found).toEqual({ ...(value === undefined ? {} : { value }), source });
  });

  it('of a secret comes from outside the files that are committed', () => {
    expect(lookUpOutside(KEY, sourcesOf(all))).toEqual({ value: 'p', source: { kind: 'process' } });
    expect(lookUpOutside(KEY, sourcesOf({ ...all, process: '' }))).toEqual({ value: 'l', source: { kind: 'envFile', name: '.env.local' } });
    expect(lookUpOutside(KEY, sourcesOf({ setting: 's', fallback: 'd' }))).toEqual({ source: { kind: 'unset' } });
  });

  it.each(['toString', '__proto__', 'constructor', 'hasOwnProperty'])('is not found in a prototype: %s', (key) => {
    expect(lookUpVariable(key, undefined, sourcesOf(all)).source).toEqual({ kind: 'unset' });
  });
});

it('names the .env files of an environment', () => {
  expect(envFileNames(['.env.<env>.local', '.env', '<env>/<env>.env'], 'testing')).toEqual(['.env.testing.local', '.env', 'testing/testing.env']);
  expect(envFileNames(['.env.<env>'], '$&')).toEqual(['.env.$&']);
});

it('tells people where a value comes from', () => {
  const sources: readonly ValueSource[] = [{ kind: 'setting' }, { kind: 'process' }, { kind: 'envFile', name: '.env.local' }, { kind: 'default' }, { kind: 'unset' }];
  expect(sources.map(describeSource)).toEqual(['from workspace settings', 'from the process environment', 'from .env.local', 'default value', 'not set']);
});
