import { describe, expect, it } from 'vitest';
import { FAILURE_CODES, type FailureCode } from '../../../src/databases/failure';
import { databaseTypes } from '../../../src/databases/registry';
import { STAGES } from '../../../src/databases/stages';
import { findParameter } from '../../../src/elements/parameter';
import { explainFailure } from '../../../src/diagnosis/explain';
import type { PreparationFailure } from '../../../src/diagnosis/preparation-failure';
import { typeOf } from '../elements/samples';
import { contextOf, everyFact, valuesOf } from './contexts';

const postgresql = typeOf('postgresql');
const sqlite = typeOf('sqlite');

/** A sentence that a person can read: whole, and without a hole where a name should be. */
function expectReadable(text: string): void {
  expect(text).not.toMatch(/undefined|null|NaN|\[object|""|“”| {2}| [.,:](\s|$)|\(\)|\$\{|\.\./);
  expect(text).not.toMatch(/[:,]\.?$|^\W*[:,]|^\s|\s$/);
}

/** Facts that a code never comes without. */
const ALWAYS: Readonly<Partial<Record<FailureCode, Partial<PreparationFailure>>>> = {
  'variable-unset': { field: 'host', variable: 'ORDERS_DB_HOST' },
  'file-not-found': { field: 'tls.ca', address: 'certs/ca.pem' },
};

/** Codes that come from the network, which a file does not have, or from a file. */
const FILE_CODES = new Set(['file-not-found', 'file-not-a-database', 'file-locked']);
const ANY_CODES = new Set(['variable-unset', 'invalid-parameter', 'timed-out', 'driver-missing', 'driver-crashed', 'query-failed', 'cancelled', 'unknown']);
const possible = (code: string, kind: 'file' | 'server') => ANY_CODES.has(code) || FILE_CODES.has(code) === (kind === 'file');

describe.each(databaseTypes.all.map((type) => [type.id, type] as const))('every failure of %s', (_id, type) => {
  // Every name there is, so that a hole in a sentence is one of the facts.
  const values = { ...valuesOf(postgresql), ...valuesOf(sqlite) };
  const field = type.kind === 'file' ? 'file' : 'host';

  it.each(FAILURE_CODES)('%s has a sentence and a remedy, with and without optional facts', (code) => {
    const withFacts = { ...everyFact, field, ...(code === 'secret-missing' ? { driverMessage: 'The OS keychain is locked.' } : {}) };
    for (const facts of [{}, { field }, withFacts]) {
      for (const stage of STAGES) {
        const failure = explainFailure({ code, ...facts, ...(type.kind === 'server' ? ALWAYS[code] : code === 'variable-unset' ? { variable: 'ORDERS_DB_FILE' } : {}) }, contextOf(type, { stage, values }));
        expect(failure).toMatchObject({ code, stage });
        expectReadable(failure.message);
        expect(failure.message).toMatch(/\.$/);
        expect(failure.remedies.length).toBeGreaterThanOrEqual(code === 'cancelled' ? 0 : 1);
        failure.remedies.forEach(expectReadable);
        for (const action of failure.actions) {
          expectReadable(action.label.replace(/\.\.\.$/, ''));
          if ('field' in action && possible(code, type.kind)) expect(findParameter(type, action.field), `${code} offers ${action.field}`).toBeDefined();
        }
      }
    }
  });
});

describe('explainFailure', () => {
  it.each(databaseTypes.all.map((type) => [type.id, type] as const))('speaks in the words of %s, and in those of no other type', (_id, type) => {
    const words = new Set(databaseTypes.all.flatMap(({ connectionLimit, allowList }) => [connectionLimit, allowList]));
    const texts = (code: FailureCode): string => {
      const { message, remedies } = explainFailure({ code }, contextOf(type, { values: valuesOf(type) }));
      return [message, ...remedies].join(' ');
    };
    for (const [code, own] of [['too-many-connections', type.connectionLimit], ['host-not-allowed', type.allowList], ['file-not-a-database', undefined]] as const) {
      if (own !== undefined) expect(texts(code)).toContain(own);
      for (const word of words) if (word !== undefined && word !== type.connectionLimit && word !== type.allowList) expect(texts(code)).not.toContain(word);
      for (const { id, label } of databaseTypes.all) if (id !== type.id) expect(texts(code)).not.toContain(label);
    }
  });

  it('takes the stage that the facts name before the one where it was noticed', () => {
    expect(explainFailure({ code: 'database-not-found', stage: 'open' }, contextOf(postgresql)).stage).toBe('open');
  });

  it.each(['localhost', '127.0.0.1', '::1'])('speaks of no network between this machine and %s', (host) => {
    for (const [code, stage] of [['connection-refused', 'reach'], ['unreachable', 'reach'], ['timed-out', 'reach']] as const) {
      const context = contextOf(postgresql, { stage, values: { ...valuesOf(postgresql), host } });
      expect(explainFailure({ code }, context).remedies.join(' ')).not.toMatch(/VPN|allow-list|firewall.*between/);
    }
  });

  it('keeps code, driver code, field and evidence as data', () => {
    expect(explainFailure({ code: 'authentication-failed', driverCode: '28P01', driverMessage: 'password authentication failed' }, contextOf(postgresql))).toMatchObject({
      code: 'authentication-failed',
      driverCode: '28P01',
      field: 'password',
      evidence: { driverMessage: 'password authentication failed' },
    });
    const bare = explainFailure({ code: 'authentication-failed' }, contextOf(postgresql));
    expect(bare).not.toHaveProperty('driverCode');
    expect(bare).not.toHaveProperty('evidence');
  });

  it('names an instance in place of a port, and the service that does not tell its port', () => {
    const context = contextOf(typeOf('sqlserver'), { values: { host: 'db.internal', instance: 'SQLEXPRESS' }, stage: 'lookup' });
    expect(explainFailure({ code: 'connection-refused', stage: 'reach', address: '10.0.4.17:51433' }, context).message).toBe('Nothing listens on db.internal\\SQLEXPRESS (10.0.4.17:51433).');
    const silent = explainFailure({ code: 'timed-out', field: 'port', portService: 'SQL Server Browser on UDP 1434' }, context);
    expect(silent.message).toBe("SQL Server Browser on UDP 1434 did not answer on db.internal, so the server's port is not known.");
    expect(silent.remedies[0]).toBe('Give the port instead: then nothing has to be asked.');
  });

  it.each([
    ['no TLS at all', { field: 'tls.mode' }, 'The server on db.internal:1433 does not offer TLS, and the TLS mode demands it.', 'Turn TLS on'],
    ['no strict encryption', { field: 'options.strictEncryption' }, 'The server on db.internal:1433 does not offer TLS as "Strict encryption" demands it.', 'Switch "Strict encryption" off'],
    ['none of the versions taken here', { field: 'tls.mode', driverCode: 'ERR_SSL_UNSUPPORTED_PROTOCOL' }, 'The server on db.internal:1433 offers TLS, but no version or cipher of it that is accepted here.', 'Let the server offer TLS 1.2'],
  ])('tells a server that offers %s', (_what, facts, message, remedy) => {
    const failure = explainFailure({ code: 'tls-not-offered', ...facts }, contextOf(typeOf('sqlserver'), { values: { host: 'db.internal' } }));
    expect(failure).toMatchObject({ message: `${message} Nothing was sent.`, field: facts.field });
    expect(failure.remedies[0]).toContain(remedy);
  });

  it.each([
    ['db.internal', undefined, 'The name "db.internal" was not resolved within 10 s.'],
    ['10.0.4.17', undefined, 'The test did not begin within 10 s: this machine is busy.'],
    ['10.0.4.17', 'SQLEXPRESS', 'The port of 10.0.4.17\\SQLEXPRESS was not found out within 10 s.'],
  ])('blames no name service for what is none of its: %s, instance %s', (host, instance, message) => {
    const values = { host, ...(instance === undefined ? {} : { instance }) };
    expect(explainFailure({ code: 'timed-out' }, contextOf(typeOf('sqlserver'), { stage: 'lookup', values })).message).toBe(message);
  });

  it('calls SQL Server no "SQL Server server", and a SID no "sid"', () => {
    expect(explainFailure({ code: 'connection-refused' }, contextOf(typeOf('sqlserver'), { values: { host: 'db' } })).remedies[0]).toMatch(/^Is the SQL Server running,/);
    const remedies = (field: string) => explainFailure({ code: 'database-not-found', field }, contextOf(typeOf('oracle'), { values: { host: 'db', [field]: 'X' } })).remedies.at(-1);
    expect([remedies('sid'), remedies('serviceName')]).toEqual(['Create the SID, or have it created.', 'Create the service, or have it created.']);
  });

  it('tells a database that lets nobody in from a server that does not', () => {
    expect(explainFailure({ code: 'server-unavailable', stage: 'open', field: 'database' }, contextOf(postgresql)).message).toBe('The database "orders" is there, but lets nobody in now. Host, port, user and password are right.');
    expect(explainFailure({ code: 'server-unavailable' }, contextOf(postgresql)).message).toBe('The server on db.internal:5433 is there, but does not accept work now.');
  });

  it('says both when a server does not tell a missing database from one that is closed', () => {
    const failure = explainFailure({ code: 'database-not-allowed', maybeMissing: true }, contextOf(postgresql));
    expect(failure.message).toMatch(/^The database "orders" does not exist, or "orders_app" may not use it; the server does not say which\./);
    expect(explainFailure({ code: 'database-not-allowed' }, contextOf(postgresql, { values: { host: 'db', user: 'app' } })).message).toMatch(/^"app" may not use its default database\./);
  });

  it('names host and port, and the default port only when another is used', () => {
    const other = explainFailure({ code: 'connection-refused', stage: 'reach' }, contextOf(postgresql));
    expect(other.message).toBe("Nothing listens on db.internal:5433. PostgreSQL's default port is 5432.");
    const usual = explainFailure({ code: 'connection-refused', stage: 'reach' }, contextOf(postgresql, { values: { host: 'db.internal' } }));
    expect(usual.message).toBe('Nothing listens on db.internal:5432.');
  });

  it('writes an IPv6 address in brackets', () => {
    expect(explainFailure({ code: 'connection-refused' }, contextOf(postgresql, { values: { host: '::1', port: 5432 } })).message).toBe('Nothing listens on [::1]:5432.');
  });

  it.each([
    ['lookup', 'The name "db.internal" was not resolved within 10 s.'],
    ['reach', 'db.internal:5433 does not answer: no connection within 10 s.'],
    ['secure', 'accepted the connection, then did not answer during the TLS handshake within 10 s.'],
    ['authenticate', 'accepted the connection, then did not answer during the sign-in within 10 s.'],
    ['query', 'accepted the connection, then did not answer during the first query within 10 s.'],
  ] as const)('says what took too long at the stage %s', (stage, sentence) => {
    expect(explainFailure({ code: 'timed-out' }, contextOf(postgresql, { stage })).message.toLowerCase()).toContain(sentence.toLowerCase());
  });

  it('says what took too long with a file', () => {
    expect(explainFailure({ code: 'timed-out', stage: 'open' }, contextOf(sqlite)).message).toBe('"data/orders.db" could not be read within 10 s.');
  });

  it('names the variable that has no value, and the environment', () => {
    const failure = explainFailure({ code: 'variable-unset', stage: 'resolve', field: 'host', variable: 'ORDERS_DB_HOST' }, contextOf(postgresql));
    expect(failure.message).toBe('Host comes from the environment variable ORDERS_DB_HOST, which has no value in development.');
    expect(failure).toMatchObject({ field: 'host', actions: [{ kind: 'setVariable', variable: 'ORDERS_DB_HOST' }, { kind: 'editField', field: 'host' }] });
  });

  it('tells a password that is not stored from a store that does not answer', () => {
    expect(explainFailure({ code: 'secret-missing', field: 'password', owner: everyFact.owner! }, contextOf(postgresql)).message).toContain('postgresql://orders_app@db.internal:5433');
    expect(explainFailure({ code: 'secret-missing', field: 'password', store: 'the OS keychain', driverMessage: 'The OS keychain is locked.' }, contextOf(postgresql)).message).toBe('The OS keychain is locked.');
  });

  describe('of a secret that was meant for a server that is checked', () => {
    const at = 'postgresql://app@db.internal:5432';
    const [full, ca, own] = [`${at} verify-full:public`, `${at} verify-ca:public`, `${at} verify-full:sha256-1`];
    const ofPassword = (stored: string, target: string) => explainFailure({ code: 'secret-missing', field: 'password', owner: { elementId: 'orders-1', environment: 'development', target }, otherTargets: [stored] }, contextOf(postgresql));
    const ofVariable = (allowed: string, target: string) => explainFailure({ code: 'secret-missing', field: 'password', variable: 'PW', source: { kind: 'process' }, newTarget: target, allowedTargets: [allowed] }, contextOf(postgresql));

    it.each([
      [full, at, /connection that checks the server's certificate\. This element no longer does, so that anybody/, ['verify-full']],
      [full, ca, /whether the certificate names this host\. This element no longer does/, ['verify-full']],
      [own, full, /with other authorities/, []],
    ])('says what has become weaker: %s, %s', (agreed, target, difference, modes) => {
      for (const failure of [ofPassword(agreed, target), ofVariable(agreed, target)]) {
        expect(failure.message).toMatch(difference);
        expect(failure.message).toMatch(/^The (stored password was saved|value of PW, from the process environment, was allowed) /);
        expect(failure.remedies.join(' ')).toContain('nothing was sent');
        expect(failure.actions).toMatchObject([...modes.map((value) => ({ kind: 'setField', field: 'tls.mode', value })), { label: expect.stringMatching(/^Use (it here too|PW for this target)\.\.\.$/) }, { kind: 'editField', field: 'password' }]);
      }
    });

    it('speaks of the address where that is another one', () => {
      const failure = ofPassword('postgresql://app@old.internal:5432 verify-full:public', full);
      expect(failure.message).toBe(`No password is stored for ${at} (certificate checked) in development.`);
      expect(failure.remedies[0]).toContain('postgresql://app@old.internal:5432 (certificate checked)');
    });
  });

  it('does not send a person to the keychain when it is the server that asks for a password', () => {
    const failure = explainFailure({ code: 'secret-missing', field: 'password', driverMessage: 'The server asks for a password and there is none.' }, contextOf(postgresql));
    expect(failure.message).toBe('The server on db.internal:5433 asks for a password, and the element has none.');
    expect(failure.remedies.join()).not.toContain('Unlock');
  });

  it('tells a password that the file leaves open from one that the server misses', () => {
    const failure = explainFailure({ code: 'secret-missing', stage: 'resolve', field: 'password' }, contextOf(postgresql));
    expect(failure.message).toBe('The element says neither where its password is nor that it has none. Nothing was connected.');
    expect(failure.remedies).toContain('Is none needed? Then choose "No password" there.');
  });

  it('does not speak of a lock where PostgreSQL has none', () => {
    const { remedies } = explainFailure({ code: 'account-locked' }, contextOf(postgresql, { values: { user: `a"${'b'.repeat(70)}` } }));
    expect(remedies).toHaveLength(2);
    expect(remedies[1]).toContain(`ALTER ROLE "a""${'b'.repeat(70)}" LOGIN.`);
  });

  it('tells what keeps a login of SQL Server out: disabled, turned away by a trigger, or locked', () => {
    const told = (driverCode: string) => {
      const { message, remedies } = explainFailure({ code: 'account-locked', driverCode }, contextOf(typeOf('sqlserver'), { values: { user: 'app]x' } }));
      return [message, ...remedies].join(' ');
    };
    expect(told('18470')).toMatch(/"app\]x" is disabled.*ALTER LOGIN \[app\]\]x\] ENABLE/);
    expect(told('18470')).not.toMatch(/lock/);
    expect(told('17892')).toMatch(/logon trigger.*turned "app\]x" away.*sys\.server_triggers/);
    expect(told('17892')).not.toMatch(/lock/);
    expect(told('18486')).toMatch(/is locked.*ALTER LOGIN \[app\]\]x\] and UNLOCK/);
  });

  it('explains a name that stands for an address of the other family than the server listens on', () => {
    const failure = explainFailure({ code: 'connection-refused', address: '[::1]:5433', suggestedHost: '127.0.0.1' }, contextOf(postgresql, { values: { host: 'localhost', port: 5433 } }));
    expect(failure.message).toContain('Nothing listens on localhost:5433, an IPv6 address here; on port 5433 of 127.0.0.1 something does: the server listens on IPv4 only.');
    expect(failure.actions[0]).toMatchObject({ kind: 'setField', field: 'host', value: '127.0.0.1' });
    expect(failure).toMatchObject({ field: 'host', remedies: ['Use 127.0.0.1 in place of localhost.', 'Or let the PostgreSQL server listen on the other address as well.'] });
  });

  it('says what became of each address of a host', () => {
    const attempts = ['10.0.0.1 refused', '10.0.0.2 did not answer'];
    expect(explainFailure({ code: 'connection-refused', attempts, address: '10.0.0.1:5433' }, contextOf(postgresql)).message).toContain('Nothing listens on db.internal:5433, at none of its 2 addresses (10.0.0.1 refused, 10.0.0.2 did not answer).');
    expect(explainFailure({ code: 'timed-out', stage: 'reach', attempts }, contextOf(postgresql)).message).toContain('(10.0.0.1 refused, 10.0.0.2 did not answer)');
  });

  it('names the address that the server sees, and where its rules stand', () => {
    const facts = { clientAddress: '10.1.2.3' };
    expect(explainFailure({ code: 'tls-required', ...facts }, contextOf(postgresql)).message).toBe('The server on db.internal:5433 accepts "orders_app" only with TLS: its pg_hba.conf does not let 10.1.2.3 in without it.');
    const refused = explainFailure({ code: 'host-not-allowed', ...facts }, contextOf(postgresql));
    expect(refused.message).toBe('The server does not allow "orders_app" to connect from 10.1.2.3, as which it sees this machine.');
    expect(refused.remedies[0]).toBe('Ask the administrator to add 10.1.2.3 to the allow-list (pg_hba.conf).');
  });

  it('names the file that a TLS parameter leads to', () => {
    expect(explainFailure({ code: 'file-not-found', field: 'tls.ca', address: 'certs/ca.pem' }, contextOf(postgresql)).message).toBe('There is no file "certs/ca.pem".');
    expect(explainFailure({ code: 'file-not-found', field: 'file' }, contextOf(sqlite)).message).toBe('There is no file "data/orders.db".');
  });

  it('thinks of accounts that need TLS when a password is refused without it', () => {
    const remediesWith = (mode: string) => explainFailure({ code: 'authentication-failed' }, contextOf(postgresql, { values: { ...valuesOf(postgresql), 'tls.mode': mode } })).remedies.join();
    expect([remediesWith('disable'), remediesWith('require')].map((text) => text.includes('with TLS only'))).toEqual([true, false]);
  });

  it('does not speak of users, connections and networks where there are none', () => {
    expect(explainFailure({ code: 'database-not-allowed', stage: 'open', field: 'file' }, contextOf(sqlite)).message).toBe('The file "data/orders.db" may not be read by the account that this runs under.');
    expect(explainFailure({ code: 'query-failed', stage: 'open', driverMessage: 'unsupported file format' }, contextOf(sqlite)).message).toBe('"data/orders.db" is a database of SQLite, but could not be read: unsupported file format.');
    const socket = explainFailure({ code: 'unreachable', stage: 'reach' }, contextOf(postgresql, { values: { host: '/var/run/postgresql' } }));
    expect(socket.remedies).toEqual(['Does the server let this account, or a group that it is in, open its socket?']);
  });

  it("tells an account's own limit from the server's", () => {
    const own = explainFailure({ code: 'too-many-connections', accountLimit: true }, contextOf(postgresql));
    expect(own.message).toBe('"orders_app" has as many connections to db.internal:5433 as the server lets this account have.');
    expect(own.remedies.join()).not.toContain('max_connections');
    expect(explainFailure({ code: 'too-many-connections' }, contextOf(postgresql)).remedies.join()).toContain('max_connections');
  });

  it('says of a certificate that the server made itself what it is, and which fingerprint to have confirmed', () => {
    const authority = { subject: 'CN=db.internal', validTo: '2030-01-01', fingerprint: 'EF:01', pem: '' };
    const failure = explainFailure({ code: 'tls-untrusted', certificate: { ...everyFact.certificate!, issuer: 'CN=db.internal', authority } }, contextOf(postgresql));
    expect(failure.message).toBe('The server on db.internal made its certificate itself (CN=db.internal), so nobody that is trusted here vouches for it.');
    expect(failure.remedies[1]).toBe('Or trust the one that the server presents, once its administrator has confirmed the fingerprint: SHA-256 EF:01');
  });

  it('shows issuer, dates, names and fingerprint of a certificate', () => {
    const { certificate } = everyFact;
    const facts = { certificate: certificate! };
    expect(explainFailure({ code: 'tls-untrusted', ...facts }, contextOf(postgresql))).toMatchObject({ message: expect.stringContaining('CN=Company CA'), remedies: expect.arrayContaining([expect.stringContaining('AB:CD')]) });
    expect(explainFailure({ code: 'tls-expired', ...facts }, contextOf(postgresql)).message).toContain('2021-01-01');
    expect(explainFailure({ code: 'tls-name-mismatch', ...facts }, contextOf(postgresql)).message).toContain('10.0.4.17');
  });
});
