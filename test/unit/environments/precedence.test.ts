import { expect, it } from 'vitest';
import { Secret } from '../../../src/credentials/secret';
import { SecretVariables } from '../../../src/credentials/secret-variables';
import { MemoryStore, StoreError, type SecretStore } from '../../../src/credentials/store';
import { databaseTypes } from '../../../src/databases/registry';
import { prepare } from '../../../src/diagnosis/prepare';
import { parseElement } from '../../../src/elements/parse';
import { loadSources } from '../../../src/environments/load-sources';
import { secretKeysIn } from '../../../src/environments/secret-keys';
import { readSettings } from '../../../src/environments/settings';
import { ID, postgresql } from '../elements/samples';

/** Every combination of where a value may stand, and what is found there. The expected result comes from `expected`, a few lines below. */

const FILLINGS = ['absent', 'empty', 'set'] as const;
type Filling = (typeof FILLINGS)[number];
const STORES = ['nothing', 'agreed', 'allowed', 'other target', 'no keychain', 'locked'] as const;
const PARAMETERS = ['host', 'password', 'options.applicationName'] as const;
const ENVIRONMENTS = ['development', 'production'] as const;

interface Case {
  readonly environment: (typeof ENVIRONMENTS)[number];
  readonly parameter: (typeof PARAMETERS)[number];
  readonly required: boolean;
  readonly store: (typeof STORES)[number];
  readonly setting: Filling;
  readonly process: Filling;
  readonly envFile: Filling;
  readonly sharedFile: Filling;
  readonly default: Filling;
}

function* cases(parameter: Case['parameter']): Generator<Case> {
  const stores = parameter === 'password' ? STORES : (['nothing'] as const);
  for (const environment of ENVIRONMENTS)
    for (const required of [true, false])
      for (const store of stores)
        for (const setting of FILLINGS)
          for (const inProcess of FILLINGS)
            for (const envFile of FILLINGS)
              for (const sharedFile of FILLINGS)
                for (const fallback of FILLINGS) yield { environment, parameter, required, store, setting, process: inProcess, envFile, sharedFile, default: fallback };
}

/** The rules, as short as they can be said. */
function expected(given: Case): string {
  const secret = given.parameter === 'password';
  if (secret && given.default === 'set') return 'malformed';
  if (secret && given.store === 'allowed') return 'value:store';
  if (secret && (given.store === 'other target' || given.store === 'locked')) return 'failure:secret-missing';
  const order = secret ? (['process', 'envFile', 'sharedFile'] as const) : (['setting', 'process', 'envFile', 'sharedFile', 'default'] as const);
  const hit = order.find((source) => given[source] === 'set');
  // What stands outside the stores is asked about once for each target as well.
  if (hit !== undefined) return secret && given.store !== 'agreed' ? 'failure:secret-missing' : `value:${hit}`;
  return secret || given.required || given.parameter === 'host' ? 'failure:variable-unset' : 'absent';
}

const text = (filling: Filling, value: string): string => (filling === 'set' ? value : '');

async function actual(given: Case): Promise<string> {
  const [group, name] = given.parameter.includes('.') ? ['options', 'applicationName'] : ['connection', given.parameter];
  const connection = { host: 'db.internal', database: 'orders', user: 'app', password: { none: true } };
  const bound = { connection, [group]: { ...(group === 'connection' ? connection : {}), [name]: { variable: 'KEY' } } };
  const declared = { required: given.required, ...(given.default === 'absent' ? {} : { default: text(given.default, 'default') }) };
  const { element } = parseElement(JSON.stringify({ id: ID, type: 'postgresql', title: 'T', ...bound, variables: { KEY: declared } }), databaseTypes);
  if (element === undefined) return 'malformed';

  // The other environment has values everywhere, which must not be taken.
  const other = given.environment === 'production' ? 'development' : 'production';
  const own = given.setting === 'absent' ? {} : { KEY: text(given.setting, 'setting') };
  const { settings } = readSettings((setting) => (setting === 'environments' ? { [other]: { values: { KEY: 'wrong' } }, [given.environment]: { values: own } } : undefined));
  const files = new Map([[`.env.${other}`, 'KEY=wrong']]);
  if (given.envFile !== 'absent') files.set(`.env.${given.environment}`, `KEY=${text(given.envFile, 'envFile')}`);
  if (given.sharedFile !== 'absent') files.set('.env', `KEY=${text(given.sharedFile, 'sharedFile')}`);
  const processEnv = given.process === 'absent' ? {} : { KEY: text(given.process, 'process') };
  const sources = await loadSources(given.environment, { settings, secretKeys: new Set(secretKeysIn(element, postgresql)), readFile: (path) => Promise.resolve(files.get(path)) }, processEnv);

  const vault = await vaultFor(given, other);
  const prepared = await prepare({
    element,
    type: postgresql,
    sources,
    folder: '/shop',
    findPassword: () => Promise.reject(new Error('No element password is asked for.')),
    findSecretVariable: ({ key, environment, target }) => vault.find({ workspace: 'file:///shop', environment, key }, target),
    readTlsFile: () => Promise.reject(new Error('No file is read.')),
  });
  if (!prepared.ok) return `failure:${prepared.failure.code}`;
  const value = prepared.job.values[given.parameter];
  return value === undefined ? 'absent' : `value:${String(value)}`;
}

async function vaultFor(given: Case, other: string): Promise<SecretVariables> {
  const memory = new MemoryStore();
  const stores: SecretStore[] = given.store === 'no keychain' ? [failing('absent'), memory] : given.store === 'locked' ? [failing('refused'), memory] : [memory];
  let accounts: readonly string[] = [];
  const vault = new SecretVariables(() => stores, {
    read: () => accounts,
    write: (changed) => {
      accounts = changed;
      return Promise.resolve();
    },
  });
  const owner = { workspace: 'file:///shop', environment: given.environment, key: 'KEY' };
  if (given.store === 'allowed') await vault.set(owner, new Secret('store'), ['postgresql://app@db.internal:5432']);
  if (given.store === 'other target') await vault.set(owner, new Secret('store'), ['postgresql://app@db.old:5432']);
  if (given.store === 'agreed') await vault.allow(owner, 'postgresql://app@db.internal:5432');
  if (given.store === 'nothing') await vault.set({ ...owner, environment: other }, new Secret('wrong'), ['postgresql://app@db.internal:5432']);
  return vault;
}

function failing(reason: 'absent' | 'refused'): SecretStore {
  const fail = () => Promise.reject(new StoreError(reason, reason));
  return { label: 'the OS keychain', get: fail, set: fail, delete: fail };
}

it.each(PARAMETERS)('every combination gives %s what the rules say', async (parameter) => {
  const wrong: string[] = [];
  let count = 0;
  for (const given of cases(parameter)) {
    count += 1;
    const [is, should] = [await actual(given), expected(given)];
    if (is !== should) wrong.push(`${JSON.stringify(given)}: ${is}, expected ${should}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(count).toBe(ENVIRONMENTS.length * 2 * 3 ** 5 * (parameter === 'password' ? STORES.length : 1));
});
