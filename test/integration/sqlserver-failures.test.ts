import { describe, expect, inject, it } from 'vitest';
import type { ParameterValues } from '../../src/databases/contract';
import type { FailureFacts } from '../../src/databases/failure';
import { blackHole, closingPeer, freePort, httpPeer, resettingPeer, silentPeer, sshBannerPeer } from '../servers/peers';
import { startTdsServer, type TdsServerOptions } from '../servers/tds/tds-server';
import { failed, policy, run, serverJob, without } from './run-test';
import { using } from './using';

/** Every failure that SQL Server can end a test with, by the real driver against a protocol-level test server. */

const certificates = inject('certificates');
const others = { MySQL: inject('mariadb'), PostgreSQL: inject('postgres') };

const tds = (options: TdsServerOptions = {}) => using(startTdsServer({ tls: certificates.server, ...options }));

const refusing = (number: number, state = 1): TdsServerOptions => ({ refuse: [{ number, state, message: `The server says ${String(number)}.` }] });

describe('a sign-in', () => {
  const authenticate = { stage: 'authenticate' } as const;
  const open = { stage: 'open', field: 'database' } as const;

  it.each<[string, ParameterValues, FailureFacts]>([
    ['a wrong password', { password: 'wrong-Secret' }, { code: 'authentication-failed', ...authenticate, field: 'password', driverCode: '18456' }],
    ['an unknown user', { user: 'nobody_here' }, { code: 'authentication-failed', ...authenticate, field: 'password', driverCode: '18456' }],
    ['a wrong password and a missing database', { password: 'wrong-Secret', database: 'nowhere' }, { code: 'authentication-failed', ...authenticate, field: 'password', driverCode: '18456' }],
    ['a missing database', { database: 'nowhere' }, { code: 'database-not-allowed', maybeMissing: true, ...open, driverCode: '4060' }],
  ])('tells %s', async (_, values, facts) => {
    expect(failed(await run(serverJob('sqlserver', await tds(), values)))).toMatchObject(facts);
  });

  it.each<[string, number, FailureFacts]>([
    ['an account of Windows', 18452, { code: 'authentication-unsupported', ...authenticate, field: 'user' }],
    ['a user without the name of its Azure server', 40532, { code: 'authentication-failed', ...authenticate, field: 'user' }],
    ['a disabled account', 18470, { code: 'account-locked', ...authenticate, field: 'user' }],
    ['a locked account', 18486, { code: 'account-locked', ...authenticate, field: 'user' }],
    ['an expired password', 18487, { code: 'password-expired', ...authenticate, field: 'password' }],
    ['a password that has to be changed', 18488, { code: 'password-expired', ...authenticate, field: 'password' }],
    ['a firewall of Azure', 40615, { code: 'host-not-allowed', ...authenticate, field: 'host' }],
    ['a server at its limit', 17809, { code: 'too-many-connections', ...authenticate }],
    ['a database of Azure at its limit', 10928, { code: 'too-many-connections', ...authenticate }],
    ['a database of Azure that moves', 40613, { code: 'server-unavailable', ...authenticate }],
    ['a paused server', 17142, { code: 'server-unavailable', ...authenticate }],
    ['a database that is restored', 927, { code: 'server-unavailable', ...open }],
    ['a database that does not exist', 911, { code: 'database-not-found', ...open }],
    ['an account that is no user of the database', 916, { code: 'database-not-allowed', ...open }],
    ['a replica for readers', 978, { code: 'database-not-allowed', stage: 'open', field: 'options.applicationIntent' }],
    ['a server that says late that it wants TLS', 17835, { code: 'tls-required', ...authenticate, field: 'tls.mode' }],
    ['a number that is not known', 9_999_999, { code: 'unknown', ...authenticate }],
  ])('tells %s (%i)', async (_, number, facts) => {
    const server = await tds(refusing(number));
    expect(failed(await run(serverJob('sqlserver', server)))).toMatchObject({ ...facts, driverCode: String(number), driverMessage: `The server says ${String(number)}.` });
  });

  it('keeps the state of a refusal', async () => {
    expect(failed(await run(serverJob('sqlserver', await tds(refusing(18456, 8)))))).toMatchObject({ driverCode: '18456', driverMessage: 'The server says 18456. (state 8)' });
  });

  it('tells a missing password', async () => {
    expect(failed(await run(without(serverJob('sqlserver', await tds()), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password', driverCode: '18456' });
  });

  it.each<[TdsServerOptions['fault'], FailureFacts]>([
    [{ at: 'login', how: 'close' }, { code: 'connection-closed', stage: 'authenticate' }],
    [{ at: 'login', how: 'reset' }, { code: 'connection-closed', stage: 'authenticate', driverCode: 'ECONNRESET' }],
    [{ at: 'login', how: 'half' }, { code: 'connection-closed', stage: 'authenticate' }],
    [{ at: 'login', how: 'garbage' }, { code: 'wrong-protocol', stage: 'authenticate' }],
    [{ at: 'batch', how: 'close' }, { code: 'connection-closed', stage: 'query' }],
    [{ at: 'batch', how: 'reset' }, { code: 'connection-closed', stage: 'query', driverCode: 'ECONNRESET' }],
    [{ at: 'batch', how: 'half' }, { code: 'connection-closed', stage: 'query' }],
    [{ at: 'batch', how: 'garbage' }, { code: 'wrong-protocol', stage: 'query' }],
    [{ at: 'handshake', how: 'close' }, { code: 'connection-closed', stage: 'secure' }],
    [{ at: 'handshake', how: 'reset' }, { code: 'connection-closed', stage: 'secure', driverCode: 'ECONNRESET' }],
    [{ at: 'handshake', how: 'garbage' }, { code: 'wrong-protocol', stage: 'secure' }],
    [{ at: 'prelogin', how: 'half' }, { code: 'connection-closed', stage: 'secure' }],
  ])('tells a server that goes wrong: %j', async (fault, facts) => {
    const server = await tds(fault === undefined ? {} : { fault });
    expect(failed(await run(serverJob('sqlserver', server)))).toMatchObject(facts);
    await server.allClosed();
  });
});

describe('a statement', () => {
  it.each<[number, FailureFacts]>([
    [8152, { code: 'query-failed', stage: 'query' }],
    [916, { code: 'database-not-allowed', stage: 'open' }],
  ])('tells what is refused (%i)', async (number, facts) => {
    const server = await tds({ answer: () => ({ number, state: 13, message: 'No.' }) });
    expect(failed(await run(serverJob('sqlserver', server)))).toMatchObject({ ...facts, driverCode: String(number), driverMessage: 'No. (state 13)' });
  });
});

describe('the way to the server', () => {
  it('tells a host without an address, and a port on which nothing listens', async () => {
    expect(failed(await run(serverJob('sqlserver', { host: 'something.invalid', port: 1 })))).toMatchObject({ code: 'host-not-found', stage: 'lookup', field: 'host' });
    expect(failed(await run(serverJob('sqlserver', { host: '127.0.0.1', port: await freePort() })))).toMatchObject({ code: 'connection-refused', stage: 'reach', field: 'port', driverCode: 'ECONNREFUSED' });
  });

  it('tells a port that drops packets', async () => {
    expect(failed(await run(serverJob('sqlserver', await using(blackHole())), { deadlineMs: 3_000 }))).toMatchObject({ code: 'timed-out', stage: 'reach', field: 'host' });
  });

  describe.each([
    ['disable', 'authenticate'],
    ['require', 'secure'],
  ] as const)('with TLS mode %s', (mode, stage) => {
    it.each([
      ['SSH', sshBannerPeer],
      ['HTTP', httpPeer],
    ])('names a peer that speaks %s', async (speaks, start) => {
      expect(failed(await run(serverJob('sqlserver', await using(start()), {}, { mode })))).toMatchObject({ code: 'wrong-protocol', stage, field: 'port', speaks });
    });

    it.each(Object.entries(others))('names a server of %s', async (speaks, server) => {
      expect(failed(await run(serverJob('sqlserver', server, {}, { mode })))).toMatchObject({ code: 'wrong-protocol', stage, field: 'port', speaks });
    });

    it('tells a peer that closes, one that resets, and one that says nothing', async () => {
      for (const start of [() => closingPeer(), () => closingPeer('data'), () => resettingPeer('data')]) {
        expect(failed(await run(serverJob('sqlserver', await using(start()), {}, { mode })))).toMatchObject({ code: 'connection-closed', stage });
      }
      expect(failed(await run(serverJob('sqlserver', await using(silentPeer()), {}, { mode }), { deadlineMs: 3_000 }))).toMatchObject({ code: 'timed-out', stage });
    });
  });

  it('tells a server that does not know strict encryption', async () => {
    const tls = await policy('verify-full', { ca: certificates.ca });
    const closing = await using(closingPeer('data'));
    const facts = failed(await run(serverJob('sqlserver', closing, { 'options.strictEncryption': true }, tls)));
    expect(facts).toMatchObject({ code: 'tls-not-offered', stage: 'secure', field: 'options.strictEncryption', driverMessage: expect.stringContaining('SQL Server 2022') });
    expect(failed(await run(serverJob('sqlserver', others.PostgreSQL, { 'options.strictEncryption': true }, tls)))).toMatchObject({ code: 'wrong-protocol', speaks: 'PostgreSQL' });
  });
});
