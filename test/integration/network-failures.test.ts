import { describe, expect, inject, it } from 'vitest';
import { blackHole, closingPeer, freePort, httpPeer, resettingPeer, silentPeer, sshBannerPeer } from '../servers/peers';
import { failed, run, serverJob } from './run-test';
import { using } from './using';

const servers = { postgresql: inject('postgres'), mysql: inject('mariadb') };
const other = { postgresql: servers.mysql, mysql: servers.postgresql };
/** Starting the worker and loading the driver count too, on a busy machine as well. */
const DEADLINE_MS = 3000;
const names = { postgresql: 'PostgreSQL', mysql: 'MySQL' };

describe.each(['postgresql', 'mysql'] as const)('%s', (type) => {
  it('tells a host without an address', async () => {
    const facts = failed(await run(serverJob(type, { host: 'something.invalid', port: 1 })));
    expect(facts).toMatchObject({ code: 'host-not-found', stage: 'lookup', field: 'host' });
  });

  it('tells a port on which nothing listens', async () => {
    const port = await freePort();
    const facts = failed(await run(serverJob(type, { host: '127.0.0.1', port })));
    expect(facts).toMatchObject({ code: 'connection-refused', stage: 'reach', field: 'port', driverCode: 'ECONNREFUSED', address: `127.0.0.1:${String(port)}` });
  });

  it('tells a port that drops packets', async () => {
    const hole = await using(blackHole());
    const facts = failed(await run(serverJob(type, hole), { deadlineMs: DEADLINE_MS }));
    expect(facts).toMatchObject({ code: 'timed-out', stage: 'reach', field: 'host' });
  });

  it.each(['disable', 'prefer'] as const)('tells a peer that says nothing, with TLS mode %s', async (mode) => {
    const peer = await using(silentPeer());
    const facts = failed(await run(serverJob(type, peer, {}, { mode }), { deadlineMs: DEADLINE_MS }));
    expect(facts).toMatchObject({ code: 'timed-out', stage: mode === 'disable' ? 'authenticate' : 'secure', field: 'timeouts.connectMs' });
    await peer.allClosed();
  });

  it.each([
    ['closes', closingPeer],
    ['resets', resettingPeer],
  ])('tells a peer that %s the connection', async (_, start) => {
    for (const mode of ['disable', 'prefer'] as const) {
      const peer = await using(start());
      const facts = failed(await run(serverJob(type, peer, {}, { mode })));
      expect(facts.code).toBe('connection-closed');
      await peer.allClosed();
    }
  });

  it.each(['disable', 'require'] as const)('names what else listens there, with TLS mode %s', async (mode) => {
    const ssh = await using(sshBannerPeer());
    expect(failed(await run(serverJob(type, ssh, {}, { mode })))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks: 'SSH' });
    const http = await using(httpPeer());
    expect(failed(await run(serverJob(type, http, {}, { mode })))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks: 'HTTP' });
    const speaks = names[type === 'mysql' ? 'postgresql' : 'mysql'];
    expect(failed(await run(serverJob(type, other[type], {}, { mode })))).toMatchObject({ code: 'wrong-protocol', field: 'port', speaks });
    await Promise.all([ssh.allClosed(), http.allClosed()]);
  });

  it('never sends credentials to a peer that has not shown that it is the server', async () => {
    const peer = await using(sshBannerPeer());
    failed(await run(serverJob(type, peer, {}, { mode: 'require' })));
    await peer.allClosed();
    expect(peer.received().toString('latin1')).not.toContain('orders_app');
  });
});
