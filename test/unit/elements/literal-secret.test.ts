import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { inSteps } from '../../../src/elements/edit-steps';
import { applyTextEdits } from '../../../src/elements/json-edit';
import { literalSecretAt } from '../../../src/elements/literal-secret';
import { parseElement } from '../../../src/elements/parse';
import { ID } from './samples';

const PASSWORD = 'hunter2-S3cret';

function element(more: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection: { host: 'db', password: { keychain: true } }, ...more }, undefined, 2);
}

/** What the problems of a text point at, and what taking the first secret out leaves. */
function taken(text: string) {
  const problem = parseElement(text, databaseTypes).problems.find(({ code }) => code === 'literal-secret');
  const found = literalSecretAt(text, problem?.path ?? [], databaseTypes);
  return { found, rest: found === undefined ? undefined : (JSON.parse(applyTextEdits(text, inSteps(text, [() => found.without]))) as Record<string, Record<string, unknown>>) };
}

describe('literalSecretAt', () => {
  it.each([PASSWORD, 12345])('gives the password that its own parameter states: %s', (password) => {
    const { found } = taken(element({ connection: { host: 'db', password } }));
    expect(found).toMatchObject({ secret: String(password), without: [], title: 'Orders', variable: undefined, parameter: { name: 'password' } });
  });

  it.each([
    [{ connection: { host: `postgresql://app:${PASSWORD}@db:5432/orders` } }, { connection: { host: 'postgresql://app@db:5432/orders' } }],
    [{ connection: { host: 'postgresql://app:a%40b@db' } }, { connection: { host: 'postgresql://app@db' } }],
    [{ connection: { host: 'db', database: `orders?sslmode=require&password=${PASSWORD}` } }, { connection: { database: 'orders?sslmode=require' } }],
    [{ connection: { host: 'db', database: `orders?password=${PASSWORD}&sslmode=require` } }, { connection: { database: 'orders?sslmode=require' } }],
    [{ connection: { host: 'db', database: `orders?password=${PASSWORD}` } }, { connection: { database: 'orders' } }],
    [{ options: { applicationName: `Server=db;Pwd=${PASSWORD};Encrypt=yes` } }, { options: { applicationName: 'Server=db;Encrypt=yes' } }],
    [{ options: { applicationName: `password=${PASSWORD}; app=x` } }, { options: { applicationName: 'app=x' } }],
  ])('parts it from the text of another field: %j', (stated, rest) => {
    const result = taken(element(stated));
    expect([PASSWORD, 'a@b']).toContain(result.found?.secret);
    expect(result.rest).toMatchObject(rest);
  });

  it('takes a key that nobody knows away with it', () => {
    const result = taken(element({ connection: { host: 'db', db_password: PASSWORD } }));
    expect(result.found?.secret).toBe(PASSWORD);
    expect(result.rest?.['connection']).toEqual({ host: 'db' });
  });

  it('takes the default of a secret variable, for that variable', () => {
    const result = taken(element({ connection: { host: 'db', password: { variable: 'ORDERS_PW' } }, variables: { ORDERS_PW: { name: 'Password', default: PASSWORD } } }));
    expect(result.found).toMatchObject({ secret: PASSWORD, variable: 'ORDERS_PW' });
    expect(result.rest?.['variables']).toEqual({ ORDERS_PW: { name: 'Password' } });
  });

  it('knows the variable that gives the password already', () => {
    expect(taken(element({ connection: { host: `postgresql://app:${PASSWORD}@db`, password: { variable: 'ORDERS_PW' } }, variables: { ORDERS_PW: {} } })).found?.variable).toBe('ORDERS_PW');
  });

  it.each([
    element({ options: { applicationName: '-----BEGIN PRIVATE KEY-----' } }),
    element({ connection: { host: 'db', apiKey: 'x' } }),
    `{ "type": "sqlite", "connection": { "file": "sqlite://a:${PASSWORD}@x" } }`,
    `{ "type": "unknown", "connection": { "password": "${PASSWORD}" } }`,
    '[]',
  ])('is undefined where no parameter takes the secret: %s', (text) => {
    expect(taken(text).found).toBeUndefined();
  });
});
