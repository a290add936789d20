import { describe, expect, inject, it } from 'vitest';
import type { FailureFacts } from '../../src/databases/failure';
import { closingPeer } from '../servers/peers';
import { startTdsServer, type TdsServerOptions } from '../servers/tds/tds-server';
import { failed, policy, run, serverJob } from './run-test';
import { using } from './using';

/** What goes wrong with SQL Server beyond the conformance suite, by the real driver against a protocol-level test server. */

const certificates = inject('certificates');
const others = { MySQL: inject('mariadb'), PostgreSQL: inject('postgres') };

const tds = (options: TdsServerOptions = {}) => using(startTdsServer({ tls: certificates.server, ...options }));

const refusing = (number: number, state = 1): TdsServerOptions => ({ refuse: [{ number, state, message: `The server says ${String(number)}.` }] });

describe('a sign-in', () => {
  it('keeps the state of a refusal', async () => {
    expect(failed(await run(serverJob('sqlserver', await tds(refusing(18456, 8)))))).toMatchObject({ driverCode: '18456', driverMessage: 'The server says 18456. (state 8)' });
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
  it('tells a server that does not know strict encryption', async () => {
    const tls = await policy('verify-full', { ca: certificates.ca });
    const closing = await using(closingPeer('data'));
    const facts = failed(await run(serverJob('sqlserver', closing, { 'options.strictEncryption': true }, tls)));
    expect(facts).toMatchObject({ code: 'tls-not-offered', stage: 'secure', field: 'options.strictEncryption', driverMessage: expect.stringContaining('SQL Server 2022') });
    expect(failed(await run(serverJob('sqlserver', others.PostgreSQL, { 'options.strictEncryption': true }, tls)))).toMatchObject({ code: 'wrong-protocol', speaks: 'PostgreSQL' });
  });
});
