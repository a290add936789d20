import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { envExample, envValue, exampleVariable } from '../../../src/environments/env-example';
import { parseEnvFile } from '../../../src/environments/env-file';
import { variablesOf } from '../../../src/environments/variables';
import { entryOf } from './entries';

const orders = entryOf('databases/orders.dbelement.json', {
  type: 'postgresql',
  title: 'Orders',
  connection: { host: { variable: 'HOST' }, user: { variable: 'USER_NAME' }, password: { variable: 'PASSWORD' } },
  options: { applicationName: { variable: 'APP' } },
  variables: { HOST: { name: 'Orders host', description: 'Where orders are.\nAsk operations.', default: 'localhost', required: true }, APP: { default: 'my app # 1' }, PASSWORD: { name: 'Password' } },
});
const log = entryOf('databases/log.dbelement.json', { type: 'postgresql', title: 'Log\nEVIL=1', connection: { host: { variable: 'HOST' } }, variables: { HOST: { name: 'Orders host', default: 'localhost', required: true }, 'LOG_LEVEL': { description: 'x\rEVIL=2\u2028EVIL=3' } } });

it('lists every variable once, under its element, without secrets', () => {
  expect(envExample(variablesOf([orders, log], databaseTypes))).toBe(`# The environment variables of this application's databases.
# Copy this file to .env, which git should ignore, and fill in what is missing.

# --- Log\uFFFDEVIL=1 (databases.log) ---

# x
# EVIL=2 EVIL=3
# (optional)
LOG_LEVEL=

# --- Orders (databases.orders) ---

# (optional)
APP='my app # 1'

# Orders host
# Where orders are.
# Ask operations.
# (required; also used by databases.log)
HOST=localhost

# Password
# (required; secret)
PASSWORD=

# (required)
USER_NAME=
`);
});

it('says of each variable what the first element that says it does, and no value of a secret', () => {
  const port = { name: '', default: 5433, required: false };
  const first = entryOf('a.dbelement.json', { type: 'postgresql', title: 'A', connection: { port: { variable: 'PORT' } }, variables: { PORT: port, PW: { default: 'hunter2' } } });
  const second = entryOf('b.dbelement.json', { type: 'postgresql', title: 'B', connection: { host: { variable: 'HOST' }, password: { variable: 'PW' } }, variables: { PORT: { ...port, name: 'Port', description: 'Of B', default: 5434 }, PW: { required: true }, HOST: {} } });
  expect(variablesOf([first, second], databaseTypes).map(exampleVariable)).toEqual([
    { key: 'HOST', name: 'HOST', required: true, secret: false },
    { key: 'PORT', name: 'Port', description: 'Of B', default: 5433, required: false, secret: false },
    { key: 'PW', name: 'PW', required: true, secret: true },
  ]);
});

it('is itself a .env file without problems', () => {
  const file = parseEnvFile('.env.example', envExample(variablesOf([orders, log], databaseTypes)));
  expect(file.problems).toBeUndefined();
  expect({ ...file.values }).toEqual({ APP: 'my app # 1', HOST: 'localhost', LOG_LEVEL: '', PASSWORD: '', USER_NAME: '' });
});

describe('envValue', () => {
  it.each(['', 'x', 'a b', ' a', 'a#b', "it's", '"quoted"', '`', 'a\\nb', 'C:\\new\\red', '$HOME', 'a\nb', "a'b\"c", 'ünïcode', 'https://a/b?c=d&e#f'])('%j reads back as it is', (value) => {
    expect(parseEnvFile('.env', `A=${envValue(value)}\nB=1`).values).toEqual({ A: value, B: '1' });
  });

  it('gives up on a value that no quotes can hold', () => {
    expect(envValue('\'"`')).toBe('');
  });
});

it('writes no secret that a file with errors holds as a default', () => {
  const broken = entryOf('a.dbelement.json', { type: 'postgresql', title: 'A', connection: { host: { variable: 'DB_URL' } }, variables: { DB_URL: { default: 'postgresql://app:hunter2@h/db' } } });
  expect(broken.element).toBeUndefined();
  expect(envExample(variablesOf([broken], databaseTypes))).toContain('DB_URL=\n');
});
