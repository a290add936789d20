import { ConnectionPool } from 'mssql';
import { describe, expect, it } from 'vitest';
import { connectionString } from '../../../src/databases/connection-string';
import type { ParameterValues } from '../../../src/databases/connection';
import { databaseTypes } from '../../../src/databases/registry';
import { typeOf } from '../elements/samples';

const base = { host: 'db.internal', port: 5432, database: 'orders', user: 'app', password: 'pw' };
const plain = (type: string, values: ParameterValues) => connectionString(typeOf(type), values, { mask: false });

describe('PostgreSQL', () => {
  it.each<[string, ParameterValues, string]>([
    ['all', base, 'postgresql://app:pw@db.internal:5432/orders'],
    ['no port', { host: 'h', user: 'u', database: 'd' }, 'postgresql://u@h/d'],
    ['nothing', {}, 'postgresql://'],
    ['TLS', { ...base, 'tls.mode': 'verify-full', 'tls.ca': 'certs/ca.pem' }, 'postgresql://app:pw@db.internal:5432/orders?sslmode=verify-full&sslrootcert=certs%2Fca.pem'],
    ['options', { ...base, 'options.applicationName': 'my app', 'options.searchPath': 'app, public' }, 'postgresql://app:pw@db.internal:5432/orders?application_name=my%20app&options=-c%20search_path%3Dapp%2C%5C%20public'],
    ['an option and no database', { host: 'h', 'tls.mode': 'require' }, 'postgresql://h/?sslmode=require'],
    ['IPv6', { ...base, host: '::1' }, 'postgresql://app:pw@[::1]:5432/orders'],
    ['IPv6 in brackets', { ...base, host: '[fe80::1]' }, 'postgresql://app:pw@[fe80::1]:5432/orders'],
    ['IPv6 with a zone', { ...base, host: 'fe80::1%eth0' }, 'postgresql://app:pw@[fe80::1%25eth0]:5432/orders'],
    ['a socket', { ...base, host: '/var/run/postgresql' }, 'postgresql://app:pw@%2Fvar%2Frun%2Fpostgresql:5432/orders'],
    ['what URLs reserve', { ...base, user: 'a:b@c', password: "p/?#[]@!$&'()*+,;=% ", database: 'a/b?c' }, 'postgresql://a%3Ab%40c:p%2F%3F%23%5B%5D%40%21%24%26%27%28%29*%2B%2C%3B%3D%25%20@db.internal:5432/a%2Fb%3Fc'],
    ['another script', { ...base, database: '订单' }, 'postgresql://app:pw@db.internal:5432/%E8%AE%A2%E5%8D%95'],
    ['half a character', { ...base, password: '\ud800' }, 'postgresql://app:%EF%BF%BD@db.internal:5432/orders'],
    ['an empty password', { ...base, password: '' }, 'postgresql://app@db.internal:5432/orders'],
  ])('%s', (_name, values, expected) => {
    expect(plain('postgresql', values)).toBe(expected);
  });

  it('reads back part by part', () => {
    const password = 'a:b@c/d?e#f%g h"i\\j\u00e9';
    const url = new URL(plain('postgresql', { ...base, password }));
    expect([decodeURIComponent(url.password), url.hostname, url.port, url.pathname]).toEqual([password, 'db.internal', '5432', '/orders']);
  });
});

describe('DM', () => {
  it('is the URL of the vendor’s drivers', () => {
    expect(plain('dm', { host: 'h', port: 5236, user: 'U', password: 'p@w', schema: 'My "S"', 'options.sslPath': 'certs/dm' })).toBe('dm://U:p%40w@h:5236/?schema=My%20%22S%22&sslPath=certs%2Fdm');
  });
});

describe('MySQL', () => {
  it.each<[string, ParameterValues, string]>([
    ['all', { ...base, port: 3306 }, 'mysql://app:pw@db.internal:3306/orders'],
    ['no database', { host: 'h', user: 'u' }, 'mysql://u@h'],
    ...(
      [
        ['disable', 'DISABLED'],
        ['prefer', 'PREFERRED'],
        ['require', 'REQUIRED'],
        ['verify-ca', 'VERIFY_CA'],
        ['verify-full', 'VERIFY_IDENTITY'],
      ] as const
    ).map(([mode, name]): [string, ParameterValues, string] => [`TLS ${mode}`, { host: 'h', database: 'd', 'tls.mode': mode }, `mysql://h/d?ssl-mode=${name}`]),
    ['certificates', { host: 'h', 'tls.ca': 'a b.pem', 'tls.cert': 'c.pem', 'tls.key': 'k.pem' }, 'mysql://h/?ssl-ca=a%20b.pem&ssl-cert=c.pem&ssl-key=k.pem'],
  ])('%s', (_name, values, expected) => {
    expect(plain('mysql', values)).toBe(expected);
  });
});

describe('SQL Server', () => {
  const unchecked = 'Encrypt=True;TrustServerCertificate=True';
  it.each<[string, ParameterValues, string]>([
    ['all', { ...base, port: 1433 }, `Server=db.internal,1433;Database=orders;User ID=app;Password=pw;${unchecked}`],
    ['no port', { host: 'h', user: 'u' }, `Server=h;User ID=u;${unchecked}`],
    ['an instance', { host: 'h', instance: 'SQLEXPRESS' }, `Server=h\\SQLEXPRESS;${unchecked}`],
    ['an instance and its port', { host: 'h', instance: 'SQLEXPRESS', port: 5 }, `Server=h,5;${unchecked}`],
    ['TLS disable', { host: 'h', 'tls.mode': 'disable' }, 'Server=h;Encrypt=False'],
    ['TLS require', { host: 'h', 'tls.mode': 'require' }, `Server=h;${unchecked}`],
    ['TLS verify-ca', { host: 'h', 'tls.mode': 'verify-ca' }, 'Server=h;Encrypt=True'],
    ['TLS verify-full', { host: 'h', 'tls.mode': 'verify-full' }, 'Server=h;Encrypt=True'],
    ['strict encryption', { host: 'h', 'tls.mode': 'verify-full', 'options.strictEncryption': true }, 'Server=h;Encrypt=Strict'],
    ['options', { host: 'h', 'tls.mode': 'verify-full', 'options.applicationIntent': 'ReadOnly', 'options.applicationName': 'my app' }, 'Server=h;Encrypt=True;ApplicationIntent=ReadOnly;Application Name=my app'],
    ['IPv6', { host: '::1', port: 1433, 'tls.mode': 'disable' }, 'Server=::1,1433;Encrypt=False'],
  ])('%s', (_name, values, expected) => {
    expect(plain('sqlserver', values)).toBe(expected);
  });

  it.each(['a;b=c', ' leads', 'ends ', 'it"s', "it's", '{a}', '"quoted"', '订单 p'])('is read back by the driver: %s', (password) => {
    const config = ConnectionPool.parseConnectionString(plain('sqlserver', { ...base, port: 1433, password }));
    expect(config).toMatchObject({ server: 'db.internal', port: 1433, database: 'orders', user: 'app', password, options: { encrypt: true, trustServerCertificate: true } });
  });
});

describe('Oracle', () => {
  const values = { host: 'db.internal', port: 1521, serviceName: 'orders', user: 'app', password: 'pw' };
  it.each<[string, ParameterValues, string]>([
    ['all', values, 'app/pw@//db.internal:1521/orders'],
    ['no port, no password', { host: 'h', serviceName: 's', user: 'u' }, 'u@//h/s'],
    ['IPv6', { ...values, host: '::1' }, 'app/pw@//[::1]:1521/orders'],
    ['a role', { ...values, user: 'sys', 'options.role': 'sysdba' }, 'sys/pw@//db.internal:1521/orders as sysdba'],
    ['no role', { ...values, 'options.role': 'none' }, 'app/pw@//db.internal:1521/orders'],
    ['what the tools take for something else', { ...values, password: 'p@ss/word' }, 'app/"p@ss/word"@//db.internal:1521/orders'],
    ['a name in its own case', { ...values, user: '"App"' }, '"App"/pw@//db.internal:1521/orders'],
    ['a SID', { host: 'h', sid: 'ORCL', user: 'u', password: 'p' }, 'u/p@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=h)(PORT=1521))(CONNECT_DATA=(SID=ORCL)))'],
    [
      'TLS',
      { ...values, port: 2484, 'tls.mode': 'verify-full', 'tls.wallet': 'certs/wallet' },
      'app/pw@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=db.internal)(PORT=2484))(CONNECT_DATA=(SERVICE_NAME=orders))(SECURITY=(SSL_SERVER_DN_MATCH=YES)(MY_WALLET_DIRECTORY=certs/wallet)))',
    ],
    ['TLS without a check of the name', { ...values, 'tls.mode': 'require' }, 'app/pw@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCPS)(HOST=db.internal)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=orders))(SECURITY=(SSL_SERVER_DN_MATCH=NO)))'],
    ['parentheses', { ...values, sid: 'a)(b', serviceName: '' }, 'app/pw@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db.internal)(PORT=1521))(CONNECT_DATA=(SID=a\\)\\(b)))'],
  ])('%s', (_name, given, expected) => {
    expect(plain('oracle', given)).toBe(expected);
  });
});

it.each(['data/app.db', ':memory:', '/srv/my data/app.db'])('SQLite: %s', (file) => {
  expect(connectionString(typeOf('sqlite'), { file })).toBe(file);
});

it('masks the password unless told otherwise, in every type', () => {
  for (const type of databaseTypes.all) {
    const secrets = type.parameters.filter((parameter) => parameter.kind === 'secret');
    const values = { ...base, ...Object.fromEntries(secrets.map((parameter) => [parameter.name, 'hunter2'])) };
    expect(connectionString(type, values)).not.toContain('hunter2');
    if (secrets.length > 0) expect(connectionString(type, values)).toContain('***');
  }
});

it('gives a type without a form of its own the usual URL', () => {
  const type = { id: 'other', label: 'Other', kind: 'server', driver: 'other', parameters: typeOf('mysql').parameters } as const;
  expect(connectionString(type, base)).toBe('other://app:***@db.internal:5432/orders');
});
