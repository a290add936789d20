import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, inject, it } from 'vitest';
import type { ConnectionJob, ParameterValues, TlsPolicy } from '../../src/databases/contract';
import { dmDriver } from '../machine/locations.mjs';
import { blackHole, closingPeer, freePort, httpPeer, resettingPeer, silentPeer, sshBannerPeer, startPeer } from '../servers/peers';
import { orders } from '../servers/seed';
import { failed, passed, run, without } from './run-test';

const fake = path.resolve(import.meta.dirname, '../fixtures/fake-dmdb');
const real = process.env['DBE_DM_URL'];

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function using<T extends { stop(): Promise<void> }>(start: Promise<T>): Promise<T> {
  const peer = await start;
  stops.push(() => peer.stop());
  return peer;
}

interface At {
  readonly host: string;
  readonly port: number;
}

function dmJob(packageFolder: string, { host, port }: At, values: ParameterValues = {}, mode: TlsPolicy['mode'] = 'prefer'): ConnectionJob {
  return { type: 'dm', driver: 'dm', packageFolder, secretKeys: ['password'], values: { host, port, user: 'ORDERS_APP', password: orders.password, ...values }, tls: { mode } };
}

if (!existsSync(dmDriver.marker)) console.warn(`LEFT OUT: the failures of DM with the real dmdb, which is not in ${dmDriver.folder}. "npm test" installs it.`);

describe.skipIf(!existsSync(dmDriver.marker))('the real dmdb', () => {
  const job = (at: At, values?: ParameterValues, mode?: TlsPolicy['mode']): ConnectionJob => dmJob(dmDriver.folder, at, values, mode);

  it('tells a host without an address', async () => {
    expect(failed(await run(job({ host: 'something.invalid', port: 1 })))).toMatchObject({ code: 'host-not-found', stage: 'lookup', field: 'host' });
  });

  it('tells a port on which nothing listens', async () => {
    const port = await freePort();
    expect(failed(await run(job({ host: '127.0.0.1', port })))).toMatchObject({ code: 'connection-refused', stage: 'reach', field: 'port', driverCode: 'ECONNREFUSED' });
  });

  it('tells a port that drops packets', async () => {
    const hole = await using(blackHole());
    expect(failed(await run(job(hole), { deadlineMs: 3_000 }))).toMatchObject({ code: 'timed-out', stage: 'reach', field: 'host' });
  });

  it.each(['disable', 'prefer'] as const)('tells a peer that says nothing, with TLS mode %s', async (mode) => {
    const peer = await using(silentPeer());
    const facts = failed(await run(job(peer, {}, mode), { deadlineMs: 3_000 }));
    expect(facts).toMatchObject({ code: 'timed-out', stage: mode === 'disable' ? 'authenticate' : 'secure', field: 'timeouts.connectMs' });
    await peer.allClosed();
  });

  it.each([
    ['closes at once', () => closingPeer()],
    ['closes when it is spoken to', () => closingPeer('data')],
    ['resets when it is spoken to', () => resettingPeer('data')],
  ])('tells a peer that %s, on which dmdb waits for ever', async (_, start) => {
    for (const mode of ['disable', 'prefer'] as const) {
      const peer = await using(start());
      expect(failed(await run(job(peer, {}, mode)))).toMatchObject({ code: 'connection-closed', stage: mode === 'disable' ? 'authenticate' : 'secure' });
      await peer.allClosed();
    }
  });

  it.each([
    ['SSH', sshBannerPeer],
    ['HTTP', httpPeer],
  ])('names a peer that speaks %s', async (speaks, start) => {
    const peer = await using(start());
    for (const mode of ['disable', 'prefer'] as const) {
      expect(failed(await run(job(peer, {}, mode)))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks });
    }
    expect(peer.received().toString('latin1')).not.toContain('ORDERS_APP');
  });

  it('names MariaDB', async () => {
    expect(failed(await run(job(inject('mariadb'))))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks: 'MySQL' });
  });

  it('tells an answer that no DM server gives', async () => {
    const peer = await using(startPeer((socket) => socket.once('data', () => socket.write(Buffer.alloc(256)))));
    expect(failed(await run(job(peer)))).toMatchObject({ code: 'wrong-protocol', field: 'port', driverCode: '6001' });
  });

  it.each([
    ['secure', 'prefer'],
    ['authenticate', 'disable'],
  ] as const)('is cancelled at %s and closes its connections', async (stage, mode) => {
    const peer = await using(silentPeer());
    const controller = new AbortController();
    const result = await run(job(peer, {}, mode), {
      signal: controller.signal,
      onEvent: (event) => {
        if (event.id === stage && event.status === 'running') controller.abort();
      },
    });
    expect(failed(result)).toMatchObject({ code: 'cancelled', stage });
    await peer.allClosed();
  });
});

describe('before anything is sent', () => {
  it.each(['require', 'verify-ca', 'verify-full'] as const)('TLS mode %s is refused', async (mode) => {
    const peer = await using(silentPeer());
    expect(failed(await run(dmJob(fake, peer, {}, mode)))).toMatchObject({ code: 'invalid-parameter', stage: 'secure', field: 'tls.mode' });
    expect(peer.connectionsSeen()).toBe(0);
  });

  it('a missing password is, for which dmdb would put in its default', async () => {
    const peer = await using(silentPeer());
    expect(failed(await run(without(dmJob(fake, peer), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password' });
    expect(peer.connectionsSeen()).toBe(0);
  });

  it('a missing driver is told', async () => {
    const peer = await using(silentPeer());
    const folder = path.resolve(import.meta.dirname, '../fixtures');
    for (const packageFolder of [folder, 'test/fixtures/fake-dmdb']) {
      expect(failed(await run(dmJob(packageFolder, peer)))).toMatchObject({ code: 'driver-missing', stage: 'resolve' });
    }
    expect(peer.connectionsSeen()).toBe(0);
  });
});

describe("a fake with dmdb's API", () => {
  const answering = () => using(startPeer((socket) => socket.once('data', () => socket.write('hello'))));

  it('tells what the server is, and closes its connection', async () => {
    const peer = await answering();
    const result = await run(dmJob(fake, peer, { schema: 'ORDERS' }));
    expect(passed(result)).toEqual({
      product: 'DM',
      version: '8 1-2-38-21.07.09-143359-10018-ENT',
      database: 'ORDERS',
      user: 'ORDERS_APP',
      connectionsInUse: 3,
      connectionsAllowed: 1000,
      address: `127.0.0.1:${String(peer.port)}`,
    });
    expect(Object.values(result.stages).map(({ id, status }) => `${id} ${status}`)).toEqual(['lookup', 'reach', 'secure', 'authenticate', 'open', 'query', 'inspect'].map((id) => `${id} passed`));
    await peer.allClosed();
  });

  it('is told everything that dmdb would take from elsewhere', async () => {
    const peer = await answering();
    passed(await run(dmJob(fake, peer, { 'options.applicationName': 'shop' })));
    const attributes = JSON.parse(peer.received().toString().replace('hello ', '')) as object;
    expect(attributes).toMatchObject({ connectString: `127.0.0.1:${String(peer.port)}`, user: 'ORDERS_APP', svcConfPath: '/dev/null', language: 'en', switchTimes: 1, appName: 'shop' });
  });

  it('tells what an account without the right to look at the server may know', async () => {
    expect(passed(await run(dmJob(fake, await answering(), { user: 'BLIND' })))).toMatchObject({ product: 'DM', version: '', database: 'ORDERS' });
  });

  it.each([
    [{ user: 'WRONG' }, { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: '-2501' }],
    [{ user: 'LOCKED' }, { code: 'unknown', stage: 'authenticate', driverCode: '-2999' }],
    [{ schema: 'MISSING' }, { code: 'database-not-found', stage: 'open', field: 'schema', driverCode: '-2103' }],
    [{ user: 'MUTE' }, { code: 'query-failed', stage: 'query', driverCode: '-5504' }],
    [{ user: 'TLS' }, { code: 'invalid-parameter', stage: 'secure', field: 'options.sslPath', driverCode: '20012' }],
  ])('tells %j', async (values, facts) => {
    expect(failed(await run(dmJob(fake, await answering(), values)))).toMatchObject(facts);
  });

  it('tells a server that demands TLS where it is disabled', async () => {
    const facts = failed(await run(dmJob(fake, await answering(), { user: 'TLS' }, 'disable')));
    expect(facts).toMatchObject({ code: 'tls-required', stage: 'secure', field: 'tls.mode', suggestedTlsMode: 'prefer' });
  });
});

describe.skipIf(real === undefined || !existsSync(dmDriver.marker))('a real server, at DBE_DM_URL', () => {
  const url = new URL(real ?? 'dm://u:p@127.0.0.1:5236');
  const values = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  const server = { host: url.hostname, port: Number(url.port === '' ? 5236 : url.port) };

  it('is signed in to', async () => {
    expect(passed(await run(dmJob(dmDriver.folder, server, values)))).toMatchObject({ product: 'DM', version: expect.stringMatching(/^\d/) });
  });

  it('refuses a wrong password', async () => {
    expect(failed(await run(dmJob(dmDriver.folder, server, { ...values, password: 'wr0ng-Pa55word' })))).toMatchObject({ code: 'authentication-failed', driverCode: '-2501' });
  });

  it('has no such schema', async () => {
    expect(failed(await run(dmJob(dmDriver.folder, server, { ...values, schema: 'NO_SUCH_SCHEMA' })))).toMatchObject({ code: 'database-not-found', stage: 'open' });
  });
});
