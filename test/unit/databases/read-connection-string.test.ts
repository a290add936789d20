import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionString } from '../../../src/databases/connection-string';
import type { ParameterValues } from '../../../src/databases/connection';
import { readConnectionString } from '../../../src/databases/read-connection-string';
import { databaseTypes } from '../../../src/databases/registry';
import { typeOf } from '../elements/samples';

/** What a string says, without what it rules out, as a type reads it. */
function read(type: string, text: string) {
  const found = typeOf(type).readConnectionString?.(text);
  return found && { ...found, values: Object.fromEntries(Object.entries(found.values).filter(([, value]) => value !== undefined)) };
}

const base = { host: 'db.internal', port: 4711, user: 'app', password: 'pw' };
const passwords = ['simple', 'a:b@c/d?e#f%g h', 'it"s', "it's", '{a}', ';x=y', '订单 p'];

describe('what is written is read back', () => {
  it.each<[string, ParameterValues]>([
    ['postgresql', { ...base, database: 'orders' }],
    ['postgresql', { ...base, host: '/var/run/postgresql', database: 'a/b?c', 'tls.mode': 'verify-full', 'tls.ca': 'certs/ca.pem', 'tls.cert': 'c.pem', 'tls.key': 'c.key' }],
    ['postgresql', { ...base, host: 'fe80::1%eth0', database: 'd', 'options.applicationName': 'my app', 'options.searchPath': 'app, public', 'options.serverOptions': '-c statement_timeout=5s' }],
    ['mysql', { ...base, host: '::1', database: 'orders', 'tls.mode': 'verify-ca', 'tls.ca': 'certs/ca.pem' }],
    ['mysql', { ...base, 'tls.mode': 'require' }],
    ['dm', { ...base, schema: 'My "S"', 'options.sslPath': 'certs/dm', 'options.applicationName': 'app' }],
    ['sqlserver', { ...base, database: 'orders', 'tls.mode': 'verify-full', 'options.applicationIntent': 'ReadOnly', 'options.applicationName': 'my app' }],
    ['sqlserver', { ...base, host: '::1', 'tls.mode': 'disable' }],
    ['sqlserver', { host: 'db', instance: 'SQLEXPRESS', user: 'app', 'tls.mode': 'require' }],
    ['sqlserver', { ...base, 'tls.mode': 'verify-full', 'options.strictEncryption': true }],
    ['oracle', { ...base, serviceName: 'orders' }],
    ['oracle', { ...base, host: '::1', serviceName: 'orders.example.com', 'options.role': 'sysdba' }],
    ['oracle', { ...base, sid: 'ORCL' }],
    ['oracle', { ...base, user: '"App"', serviceName: 's', 'tls.mode': 'verify-full', 'tls.wallet': 'certs/wallet' }],
    ['oracle', { ...base, serviceName: 's', 'tls.mode': 'verify-ca' }],
  ])('%s: %j', (type, values) => {
    for (const password of values['password'] === undefined ? [undefined] : passwords.filter((text) => type !== 'oracle' || !text.includes('"'))) {
      const given = password === undefined ? values : { ...values, password };
      const written = connectionString(typeOf(type), given, { mask: false });
      expect(read(type, written)).toEqual({ values: given, unread: [] });
    }
  });

  it('for any password and user that a URL can hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1, unit: 'grapheme' }), (user, password) => {
        for (const type of ['postgresql', 'mysql', 'dm']) expect(read(type, connectionString(typeOf(type), { ...base, user, password }, { mask: false }))?.values).toMatchObject({ user, password });
      }),
    );
  });
});

describe('what other tools write is read', () => {
  it.each<[string, string, object, (readonly string[])?]>([
    ['postgresql', 'postgres://db.internal', { host: 'db.internal', port: 5432 }],
    ['postgresql', 'postgresql://app:a@b@db.internal/orders?sslmode=require&pgbouncer=true', { host: 'db.internal', port: 5432, user: 'app', password: 'a@b', database: 'orders', 'tls.mode': 'require' }, ['pgbouncer']],
    ['postgresql', 'jdbc:postgresql://db:6000/orders?user=app&password=p%26w&ssl=true&currentSchema=shop', { host: 'db', port: 6000, database: 'orders', user: 'app', password: 'p&w', 'options.searchPath': 'shop' }, ['ssl']],
    ['postgresql', 'postgresql://a:1,b:2/orders?target_session_attrs=any', { host: 'a', port: 1, database: 'orders' }, ['further hosts', 'target_session_attrs']],
    ['postgresql', 'postgresql:///orders?host=/var/run/postgresql', { host: '/var/run/postgresql', port: 5432, database: 'orders' }],
    ['postgresql', "host=db.internal port=6000 dbname=orders user=app password='it\\'s' connect_timeout=10", { host: 'db.internal', port: '6000', database: 'orders', user: 'app', password: "it's", 'timeouts.connectMs': 10_000 }],
    ['mysql', 'jdbc:mariadb://db/orders?user=app&sslMode=verify-full&autoReconnect=true', { host: 'db', port: 3306, database: 'orders', user: 'app', 'tls.mode': 'verify-full' }, ['autoReconnect']],
    ['mysql', 'mysql://root@localhost?socket=/run/mysqld/mysqld.sock', { host: '/run/mysqld/mysqld.sock', user: 'root' }],
    ['sqlserver', 'Data Source=tcp:db.internal,1444;Initial Catalog=orders;User Id=app;Pwd="a;b""c";Encrypt=True;TrustServerCertificate=True;MultipleActiveResultSets=true', { host: 'db.internal', port: 1444, database: 'orders', user: 'app', password: 'a;b"c', 'tls.mode': 'require' }, ['MultipleActiveResultSets']],
    ['sqlserver', 'Driver={ODBC Driver 18 for SQL Server};Server=(local)\\SQLEXPRESS;Database=orders;UID=app;PWD={a;b}};c};Encrypt=no;', { host: 'localhost', instance: 'SQLEXPRESS', database: 'orders', user: 'app', password: 'a;b};c', 'tls.mode': 'disable' }, ['Driver']],
    ['sqlserver', 'jdbc:sqlserver://db.internal\\X:1444;databaseName=orders;user=app;password={p;w};encrypt=true', { host: 'db.internal', port: 1444, database: 'orders', user: 'app', password: 'p;w', 'tls.mode': 'verify-full' }],
    ['sqlserver', 'mssql://app:pw@db.internal/orders?encrypt=strict', { host: 'db.internal', port: 1433, database: 'orders', user: 'app', password: 'pw', 'tls.mode': 'verify-full', 'options.strictEncryption': true }],
    ['oracle', 'jdbc:oracle:thin:scott/tiger@//db.internal:1522/orders', { host: 'db.internal', port: 1522, serviceName: 'orders', user: 'scott', password: 'tiger' }],
    ['oracle', 'jdbc:oracle:thin:@db.internal:1521:ORCL', { host: 'db.internal', port: 1521, sid: 'ORCL' }],
    ['oracle', 'db.internal:1521/orders', { host: 'db.internal', port: 1521, serviceName: 'orders' }],
    ['oracle', 'scott/"p@ss"@tcps://db.internal:2484/orders?wallet_location=wallet&retry_count=3', { host: 'db.internal', port: 2484, serviceName: 'orders', user: 'scott', password: 'p@ss', 'tls.mode': 'verify-full', 'tls.wallet': 'wallet' }, ['retry_count']],
    ['oracle', '(DESCRIPTION = (ADDRESS_LIST = (ADDRESS = (PROTOCOL = TCP)(HOST = a)(PORT = 1521))(ADDRESS = (PROTOCOL = TCP)(HOST = b)(PORT = 1521))) (CONNECT_DATA = (SERVICE_NAME = orders)))', { host: 'a', port: 1521, serviceName: 'orders' }, ['further addresses']],
    ['dm', 'jdbc:dm://db:5236/SHOP?user=APP&password=pw', { host: 'db', port: 5236, schema: 'SHOP', user: 'APP', password: 'pw' }],
    ['sqlite', 'sqlite:///data/app.db', { file: 'data/app.db' }],
    ['sqlite', 'jdbc:sqlite:data/app.db?journal_mode=WAL', { file: 'data/app.db' }, ['journal_mode']],
    ['sqlite', 'file:data/app.db', { file: 'data/app.db' }],
    ['sqlite', 'Data Source=data/app.db;Mode=ReadOnly', { file: 'data/app.db' }, ['Mode']],
  ])('%s: %s', (type, text, values, unread = []) => {
    expect(read(type, text)).toEqual({ values, unread });
  });
});

describe('a server without a port', () => {
  const servers = databaseTypes.all.filter((type) => type.kind === 'server').map((type) => [type.id, type] as const);

  it.each(servers)('listens on the same one for type, form and reader: %s', (_id, type) => {
    const text = connectionString(type, { host: 'db', user: 'app', database: 'orders', serviceName: 'orders' });
    expect(type.parameters.find(({ name }) => name === 'port')).toMatchObject({ default: type.defaultPort });
    expect(read(type.id, text)?.values['port']).toBe(type.defaultPort);
  });
});

describe('the type of a connection string', () => {
  const typed = (own: string, text: string) => readConnectionString(text, typeOf(own), databaseTypes.all)?.type.id;

  it.each([
    ['postgresql', 'postgresql://app@h/d'],
    ['mysql', 'mysql://app@h/d'],
    ['sqlserver', 'Server=h;Database=d'],
    ['sqlserver', 'jdbc:sqlserver://h;databaseName=d'],
    ['oracle', 'scott/tiger@h/orders'],
    ['oracle', 'jdbc:oracle:thin:@h:1521:ORCL'],
    ['dm', 'dm://APP@h'],
    ['sqlite', 'sqlite:data/app.db'],
  ])('is %s, whatever the element is: %s', (type, text) => {
    for (const own of databaseTypes.all) expect(typed(own.id, ` ${text}\n`)).toBe(type);
  });

  it.each(['', 'db.internal', 'localhost:5432', '::1', 'orders', 'app@corp', 'a=b', 'https://example.org/x', 'mongodb://h/d', 'data/app.db', 'C:\\data\\app.db', 'a b c'])('is none: %j', (text) => {
    for (const own of databaseTypes.all) expect(typed(own.id, text)).toBeUndefined();
  });

  it('is told of any text without a throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void readConnectionString(text, undefined, databaseTypes.all)));
  });
});

describe('a text that is no connection string', () => {
  it.each([
    ['assignments without a blank between them', `a=${'aa=aa'.repeat(24)}='`],
    ['assignments with many blanks', `a=b;${' '.repeat(3000)}x`],
    ['one word and many blanks', `a${' '.repeat(3000)}x`],
    ['many parentheses', '('.repeat(4000)],
    ['many at signs', `postgresql://${'@a:'.repeat(1300)}#`],
    ['many colons', `jdbc:oracle:thin:${'a:'.repeat(2000)}`],
    ['many brackets', `host=${'['.repeat(4000)}`],
    ['quotes that do not end', `Server=${"''".repeat(2000)}'`],
  ])('does not hold anybody up: %s', (_what, text) => {
    for (const type of databaseTypes.all) expect(() => type.readConnectionString?.(text)).not.toThrow();
  });

  it('is one that is longer than any', () => {
    expect(readConnectionString(`postgresql://db/${'a'.repeat(5000)}`, undefined, databaseTypes.all)).toBeUndefined();
  });
});
