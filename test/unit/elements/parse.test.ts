import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { shorten } from '../../../src/elements/findings';
import { leavesFolder } from '../../../src/elements/checks';
import { bindingOf } from '../../../src/elements/element';
import { placeOfPath } from '../../../src/elements/json-file';
import { parseElement, parseElementBytes } from '../../../src/elements/parse';
import { ID, ORDERS, parameterOf, postgresql } from './samples';

const bytes = (text: string) => new TextEncoder().encode(text);
const plain = JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection: { host: 'localhost', port: 5432 } }, undefined, 2);

describe('a valid element', () => {
  it('is read with comments and trailing commas', () => {
    const { element, problems, title, typeId } = parseElement(ORDERS, databaseTypes);
    expect(problems).toEqual([]);
    expect({ title, typeId }).toEqual({ title: 'Orders', typeId: 'postgresql' });
    expect(element).toMatchObject({
      id: ID,
      type: 'postgresql',
      title: 'Orders',
      description: 'Business data of the shop',
      bindings: {
        connection: { host: { variable: 'ORDERS_DB_HOST' }, port: 5432, database: 'orders', password: { keychain: true } },
        tls: { mode: 'verify-full', ca: 'certs/ca.pem' },
        timeouts: { connectMs: 10_000 },
        options: {},
      },
      variables: { ORDERS_DB_HOST: { default: 'localhost', required: true } },
    });
  });

  it.each([
    ['with a UTF-8 byte order mark', bytes(`\uFEFF${plain}`)],
    ['with CRLF line ends', bytes(plain.replaceAll('\n', '\r\n'))],
    ['with CRLF line ends and comments', bytes(`// Orders\r\n${plain.replaceAll('\n', '\r\n')}\r\n// end`)],
    ['on one line', bytes(JSON.stringify(JSON.parse(plain)))],
    ['with text of any script', bytes(plain.replace('Orders', '订单 – Zamówienia 🛒'))],
    ['with a colon behind a quote in a text', bytes(plain.replace('"Orders"', '"Orders \\": x"'))],
    ['with escapes', bytes(plain.replace('Orders', '\\u004frders'))],
  ])('is read %s', (_name, file) => {
    const { element, problems } = parseElementBytes(file, databaseTypes);
    expect(problems).toEqual([]);
    expect(element?.bindings.connection).toEqual({ host: 'localhost', port: 5432 });
  });

  it('is the same by the quick way as by the one that knows places', () => {
    const quick = parseElement(plain, databaseTypes);
    const careful = parseElement(`// a comment\n${plain}`, databaseTypes);
    expect(careful).toEqual(quick);
  });

  it('may be incomplete: what it does not state is absent', () => {
    const { element, problems } = parseElement(`{ "id": "${ID}", "type": "sqlite", "title": "Archive" }`, databaseTypes);
    expect(problems).toEqual([]);
    expect(element && bindingOf(element, { group: 'connection', name: 'file' })).toBeUndefined();
  });

  it('is warned of when it states both of two parameters of which one is needed', () => {
    const text = JSON.stringify({ id: ID, type: 'oracle', title: 'Orders', connection: { serviceName: 'orders', sid: 'ORCL' } });
    const { element, problems } = parseElement(text, databaseTypes);
    expect(element).toBeDefined();
    expect(problems).toMatchObject([{ code: 'invalid-value', severity: 'warning', path: ['connection', 'sid'], message: expect.stringContaining('Only one of Service name or SID') }]);
  });

  it('keeps parameters of prototypes apart from stated ones', () => {
    const { element } = parseElement(plain, databaseTypes);
    expect(element && bindingOf(element, { group: 'connection', name: 'toString' })).toBeUndefined();
  });

  it('takes :memory: and paths inside the folder', () => {
    for (const file of [':memory:', 'data/app.db', './data/app.db', 'a/../b.db', '..data/app.db']) {
      const text = JSON.stringify({ id: ID, type: 'sqlite', title: 'Archive', connection: { file } });
      expect(parseElement(text, databaseTypes).problems, file).toEqual([]);
    }
  });
});

describe('places', () => {
  const withLine = (line: string) => `{\n  "id": "${ID}",\n  "type": "postgresql",\n  "title": "Orders",\n  "connection": {\n${line}\n  }\n}\n`;

  it.each([
    ['of a value', withLine('    "host": "localhost", "port": 70000'), 'invalid-value', [6, 34], [6, 39]],
    ['of a value after a tab', withLine('\t"port": 70000'), 'invalid-value', [6, 10], [6, 15]],
    ['of a value behind characters of two UTF-16 units', withLine('    /* 🛒🛒 */ "port": 70000'), 'invalid-value', [6, 24], [6, 29]],
    ['of a key that is not known', withLine('    "hots": "localhost"'), 'unknown-key', [6, 5], [6, 11]],
    ['of the second of two equal keys', withLine('    "port": 1,\n    "port": 2'), 'duplicate-key', [7, 5], [7, 11]],
    ['of a variable reference', withLine('    "host": { "variable": "HOST" }'), 'undeclared-variable', [6, 27], [6, 33]],
    ['of an object over several lines', withLine('    "password": {\n      "keychain": false\n    }'), 'invalid-value', [6, 17], [8, 6]],
  ])('%s', (_name, text, code, [line, column], [endLine, endColumn]) => {
    for (const variant of [text, text.replaceAll('\n', '\r\n')]) {
      const [problem] = parseElement(variant, databaseTypes).problems;
      expect(problem).toMatchObject({ code, start: { line, column }, end: { line: endLine, column: endColumn } });
    }
  });

  it('something absent is marked at the key of the object that lacks it', () => {
    expect(placeOfPath(ORDERS, ['connection', 'nowhere'])).toEqual({ start: { line: 8, column: 3 }, end: { line: 8, column: 15 } });
    expect(placeOfPath(ORDERS, ['id'])).toEqual({ start: { line: 4, column: 9 }, end: { line: 4, column: 47 } });
    expect(placeOfPath(ORDERS, [])).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 2 } });
    expect(placeOfPath('', ['id'])).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 2 } });
  });
});

describe('messages', () => {
  const password = 'hunter2-S3cret';

  it.each([
    ['a password', { password }],
    ['a password in an object', { password: { value: password } }],
    ['a password beside its store', { password: { keychain: true, value: password } }],
    ['a password in a list', { password: [password] }],
    ['a password deep down', { password: { a: [{ b: password }] } }],
    ['a connection string as host', { host: `postgresql://orders:${password}@localhost/orders` }],
    ['an ODBC string as host', { host: `localhost ;Password=${password}` }],
    ['a connection string as port', { port: `5432;Password=${password}` }],
    ['an object as host', { host: { password } }],
    ['a list as user', { user: ['orders', password] }],
  ])('do not repeat %s', (_name, connection) => {
    const text = JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection });
    const { problems, element } = parseElement(text, databaseTypes);
    expect(element).toBeUndefined();
    expect(problems).not.toEqual([]);
    expect(JSON.stringify(problems)).not.toContain(password);
  });

  it('show a wrong value that cannot be a password', () => {
    const text = JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection: { port: 'five' }, tls: { mode: 'on' }, pool: { max: -1 } });
    expect(parseElement(text, databaseTypes).problems.map((problem) => /found .*/.exec(problem.message)?.[0])).toEqual(['found "five".', 'found "on".', 'found -1.']);
  });

  it('call an empty password a wrong value, for nothing has leaked', () => {
    const text = JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection: { password: '' } });
    expect(parseElement(text, databaseTypes).problems).toMatchObject([{ code: 'invalid-value', path: ['connection', 'password'] }]);
  });

  it.each([
    ['hots', 'host'],
    ['hosst', 'host'],
    ['hst', 'host'],
    ['Host', 'host'],
    ['passwrod', 'password'],
  ])('guess what %s was meant to be', (typed, meant) => {
    const text = JSON.stringify({ id: ID, type: 'postgresql', title: 'Orders', connection: { [typed]: 'x' } });
    expect(parseElement(text, databaseTypes).problems[0]).toMatchObject({ severity: 'warning', message: `"connection.${typed}" is not known. Did you mean "${meant}"?` });
  });

  it('are cut short and hold no control characters', () => {
    expect(shorten('x'.repeat(100))).toHaveLength(60);
    expect(shorten('a\u001b[31m\0b\nc')).toBe('a\uFFFD[31m\uFFFDb\uFFFDc');
  });
});

describe('leavesFolder', () => {
  it.each(['..', '../a', 'a/../../b', '..\\a', 'a\\..\\..\\b', '/a', '\\a', '\\\\server\\share', '//server/share', 'C:\\a', 'c:/a', 'C:a', 'a\0b'])('refuses %j', (path) => {
    expect(leavesFolder(path)).toBe(true);
  });

  it.each(['a', './a', 'a/b', 'a\\b', 'a/../b', '..a', 'a..', '...', '%2e%2e/a', '~/a', 'a b', '.env'])('takes %j', (path) => {
    expect(leavesFolder(path)).toBe(false);
  });
});

describe('an unknown database type', () => {
  it('is named, with those that are known', () => {
    const [problem] = parseElement(`{ "id": "${ID}", "type": "informix", "title": "Old" }`, databaseTypes).problems;
    for (const type of databaseTypes.all) expect(problem?.message).toContain(type.id);
    expect(problem?.message).toContain('"informix"');
  });
});

it('describes every parameter of every type well enough for a message', () => {
  expect(parameterOf(postgresql, 'port').label).toBe('Port');
  for (const type of databaseTypes.all) {
    for (const parameter of type.parameters) {
      const text = JSON.stringify({ id: ID, type: type.id, title: 'T', [parameter.group]: { [parameter.name]: [] } });
      const [problem] = parseElement(text, databaseTypes).problems;
      expect(problem).toMatchObject({ code: 'invalid-value', severity: 'error', path: [parameter.group, parameter.name] });
      expect(problem?.message).toMatch(new RegExp(`^${parameter.label} must be .+\\.$`));
    }
  }
});
