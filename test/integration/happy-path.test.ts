import { describe, expect, inject, it } from 'vitest';
import type { TlsMode } from '../../src/databases/contract';
import { orders } from '../servers/seed';
import { passed, policy, run, serverJob, without } from './run-test';

const servers = { postgresql: inject('postgres'), mysql: inject('mariadb') };
const certificates = inject('certificates');
const products = { postgresql: 'PostgreSQL', mysql: 'MariaDB' };

describe.each(['postgresql', 'mysql'] as const)('%s', (type) => {
  const server = servers[type];

  it.each<[TlsMode, boolean | undefined]>([
    ['disable', undefined],
    ['prefer', false],
    ['require', false],
    ['verify-ca', true],
    ['verify-full', true],
  ])('passes every stage with TLS mode %s', async (mode, verified) => {
    const result = await run(serverJob(type, server, { host: 'localhost' }, await policy(mode, { ca: certificates.ca })));
    const facts = passed(result);
    expect(facts).toMatchObject({ product: products[type], database: orders.database, address: `127.0.0.1:${String(server.port)}` });
    expect(facts.version).toMatch(/^\d+\.\d+/);
    expect(facts.user).toContain(orders.user);
    expect(facts.connectionsInUse).toBeGreaterThan(0);
    expect(facts.connectionsAllowed).toBe(30);
    expect(facts.tls?.verified).toBe(verified);
    expect(result.events.filter((event) => event.status !== 'running').map((event) => `${event.id} ${event.status}`)).toEqual([
      'lookup passed',
      'reach passed',
      mode === 'disable' ? 'secure skipped' : 'secure passed',
      'authenticate passed',
      'open passed',
      'query passed',
      'inspect passed',
    ]);
    expect(result.stages.lookup?.detail).toMatch(/^localhost → .*127\.0\.0\.1/);
    expect(result.stages.reach?.detail).toContain(`127.0.0.1:${String(server.port)}`);
  });

  it('checks the certificate of a host that is an address', async () => {
    const facts = passed(await run(serverJob(type, server, {}, await policy('verify-full', { ca: certificates.ca }))));
    expect(facts.tls).toMatchObject({ protocol: 'TLSv1.3', verified: true });
  });

  it('presents a client certificate', async () => {
    const tls = await policy('verify-full', { ca: certificates.ca, ...certificates.client });
    expect(passed(await run(serverJob(type, server, {}, tls))).product).toBe(products[type]);
  });

  it('says that ::1 refused before 127.0.0.1 answered, where the name has both', async () => {
    const result = await run(serverJob(type, server, { host: 'localhost' }));
    passed(result);
    const both = result.stages.lookup?.detail?.includes('→ ::1, ') === true;
    expect(result.stages.reach?.detail?.includes('::1')).toBe(both);
  });
});

it('sets the application name and the search path of PostgreSQL', async () => {
  const values = { 'options.applicationName': 'orders service', 'options.searchPath': 'app, "odd \\ name", public' };
  expect(passed(await run(serverJob('postgresql', servers.postgresql, values))).product).toBe('PostgreSQL');
});

it('takes character set and time zone of MySQL', async () => {
  const values = { 'options.charset': 'latin1', 'options.timezone': '+02:00' };
  expect(passed(await run(serverJob('mysql', servers.mysql, values))).product).toBe('MariaDB');
});

it('connects to a MariaDB server without naming a database', async () => {
  const result = await run(without(serverJob('mysql', servers.mysql), 'database'));
  expect(passed(result).database).toBeUndefined();
  expect(result.stages.open?.status).toBe('skipped');
});
