import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../../../src/elements/json-edit';
import { formMessage } from '../../../../src/protocol/messages';
import { connectionFill, hostAndPort } from '../../../../src/workbench/editors/connection-fill';
import { typeOf } from '../../elements/samples';

const postgresql = typeOf('postgresql');

function filled(given: object, text: string, type = postgresql) {
  const fill = connectionFill(text, type);
  if (fill === undefined) throw new Error(`nobody reads ${text}`);
  const before = JSON.stringify({ id: 'orders-1', type: type.id, title: 'Orders', ...given }, undefined, 2);
  const edits = fill.edits(before);
  return { ...fill, edits, text: applyTextEdits(before, edits), file: JSON.parse(applyTextEdits(before, edits)) as Record<string, unknown> };
}

describe('a connection string', () => {
  const given = { connection: { host: { variable: 'HOST' }, port: 6000, user: 'old', password: { none: true } }, tls: { mode: 'disable', ca: 'certs/ca.pem' }, variables: { HOST: {} } };
  const url = 'postgresql://app:pasted-s3cret@db.internal/orders?sslmode=verify-full&pgbouncer=true';

  it('fills what it states in one edit, and leaves the rest', () => {
    const { file, edits } = filled(given, url);
    expect(edits).toHaveLength(1);
    expect(file).toEqual({ id: 'orders-1', type: 'postgresql', title: 'Orders', connection: { host: 'db.internal', port: 5432, database: 'orders', user: 'app', password: { keychain: true } }, tls: { mode: 'verify-full', ca: 'certs/ca.pem' }, variables: { HOST: {} } });
  });

  it('gives the password to the keychain and not to the file, and names what it could not read', () => {
    const { secret, left, text, database } = filled(given, url);
    expect(secret?.reveal()).toBe('pasted-s3cret');
    expect(text).not.toContain('s3cret');
    expect([left, database]).toEqual([['pgbouncer'], 'orders']);
  });

  it.each<[string, string, readonly string[], string]>([
    ['postgresql', 'postgresql://app@db.internal/orders?application_name=password%3Dhunter2', ['Application name'], 'hunter2'],
    ['postgresql', 'postgresql://app@db.internal/orders?sslrootcert=/etc/ssl/hunter2.pem', ['CA certificate'], 'hunter2'],
    ['postgresql', 'postgresql://app@db.internal:99999/orders', ['Port'], '99999'],
    ['postgresql', 'postgresql://app@db.internal/orders?sslpassword=hunter2', ['sslpassword'], 'hunter2'],
    ['sqlite', 'sqlite:///../outside.db', ['Database file'], 'outside'],
  ])('writes nothing that the file may not state: %s, %s', (type, text, left, value) => {
    const result = filled({ connection: {} }, text, typeOf(type));
    expect(result.left).toEqual(left);
    expect(result.text).not.toContain(value);
  });

  it('takes out what goes against what it states', () => {
    const sqlserver = filled({ connection: { host: 'h', port: 1433 } }, 'Server=db\\SQLEXPRESS;Database=d', typeOf('sqlserver'));
    expect(sqlserver.file['connection']).toEqual({ host: 'db', instance: 'SQLEXPRESS', database: 'd' });
    const oracle = filled({ connection: { host: 'h', serviceName: 's' } }, 'jdbc:oracle:thin:@db:1521:ORCL', typeOf('oracle'));
    expect(oracle.file['connection']).toEqual({ host: 'db', port: 1521, sid: 'ORCL' });
  });

  it('of another type is told as such', () => {
    expect(connectionFill('mysql://app@db/orders', postgresql)?.type.id).toBe('mysql');
    expect(connectionFill('mongodb://app@db/orders', postgresql)).toBeUndefined();
  });

  it('too long to be read reaches whoever says so: the form drops what is pasted on its word', () => {
    const text = `postgresql://db/${'a'.repeat(5000)}`;
    expect(formMessage.safeParse({ kind: 'fillIn', key: 'host', text }).success).toBe(true);
    expect(connectionFill(text, postgresql)).toBeUndefined();
  });
});

it('splits a host with its port', () => {
  const fill = hostAndPort(' db.internal:5433 ', postgresql);
  expect(fill?.edits('{ "connection": {} }').map(({ content }) => content).join('')).toMatch(/"host": "db\.internal",\s*"port": 5433/);
  for (const text of ['::1', 'db:x', 'db:', 'a@b:1']) expect(hostAndPort(text, postgresql)).toBeUndefined();
});
