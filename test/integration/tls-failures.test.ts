import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { DatabaseServer } from '../servers/database-server';
import { startMariadb } from '../servers/mariadb';
import { startPostgres } from '../servers/postgres';
import type { Certificates } from '../servers/certificates';
import { failed, passed, policy, run, serverJob } from './run-test';

const certificates = inject('certificates');
const trusted = { postgresql: inject('postgres'), mysql: inject('mariadb') };
const start = { postgresql: startPostgres, mysql: startMariadb };

const modes = ['require', 'verify-ca', 'verify-full'] as const;

describe.each(['postgresql', 'mysql'] as const)('%s', (type) => {
  const servers: Partial<Record<keyof Certificates | 'none', DatabaseServer>> = {};
  const server = (name: keyof typeof servers): DatabaseServer => {
    const found = servers[name];
    if (found === undefined) throw new Error(`${name} was not started`);
    return found;
  };

  beforeAll(async () => {
    servers.none = await start[type]();
    for (const name of ['expired', 'wrongName', 'selfSigned'] as const) servers[name] = await start[type]({ tls: certificates[name] });
  });
  afterAll(async () => {
    await Promise.all(Object.values(servers).map((one) => one.stop()));
  });

  it.each(modes)('does not go on without TLS when the mode is %s', async (mode) => {
    const facts = failed(await run(serverJob(type, server('none'), {}, { mode })));
    expect(facts).toMatchObject({ code: 'tls-not-offered', stage: 'secure', field: 'tls.mode' });
  });

  it('goes on without TLS when it is only preferred, and says so', async () => {
    const result = await run(serverJob(type, server('none'), {}, { mode: 'prefer' }));
    expect(passed(result).tls).toBeUndefined();
    expect(result.stages.secure?.detail).toContain('not encrypted');
  });

  it.each(['verify-ca', 'verify-full'] as const)('refuses an authority that is not trusted with %s', async (mode) => {
    const facts = failed(await run(serverJob(type, trusted[type], { host: 'localhost' }, await policy(mode, { ca: certificates.otherCa }))));
    expect(facts).toMatchObject({ code: 'tls-untrusted', stage: 'secure', field: 'tls.ca', certificate: { subject: 'CN=localhost', issuer: 'CN=Database Elements Test CA', names: ['localhost', '127.0.0.1'] } });
    expect(facts.certificate?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  });

  it('refuses an authority that Node.js does not know when none is given', async () => {
    expect(failed(await run(serverJob(type, trusted[type], {}, { mode: 'verify-ca' }))).code).toBe('tls-untrusted');
  });

  it('refuses a self-signed certificate, and takes it as its own authority', async () => {
    expect(failed(await run(serverJob(type, server('selfSigned'), {}, await policy('verify-full', { ca: certificates.ca })))).code).toBe('tls-untrusted');
    const own = await policy('verify-full', { ca: certificates.selfSigned.cert });
    expect(passed(await run(serverJob(type, server('selfSigned'), {}, own))).tls?.verified).toBe(true);
  });

  it('refuses a certificate that is no longer valid', async () => {
    const facts = failed(await run(serverJob(type, server('expired'), {}, await policy('verify-ca', { ca: certificates.ca }))));
    expect(facts).toMatchObject({ code: 'tls-expired', stage: 'secure', driverCode: 'CERT_HAS_EXPIRED', certificate: { validTo: expect.stringContaining('2021') } });
  });

  it.each(['localhost', '127.0.0.1'])('refuses a certificate for another host than %s, unless the name is not checked', async (host) => {
    const facts = failed(await run(serverJob(type, server('wrongName'), { host }, await policy('verify-full', { ca: certificates.ca }))));
    expect(facts).toMatchObject({ code: 'tls-name-mismatch', stage: 'secure', field: 'host', certificate: { names: ['db.example.test'] } });
    const unnamed = await policy('verify-ca', { ca: certificates.ca });
    expect(passed(await run(serverJob(type, server('wrongName'), { host }, unnamed))).tls?.verified).toBe(true);
  });

  it('asks no certificate of a mode that checks none', async () => {
    expect(passed(await run(serverJob(type, server('expired'), {}, { mode: 'require' }))).tls?.verified).toBe(false);
  });

  it.each([
    ['tls.ca', { mode: 'verify-ca', ca: 'not a certificate' }],
    ['tls.ca', { mode: 'verify-ca', ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' }],
    ['tls.key', { mode: 'require', cert: '-----BEGIN CERTIFICATE-----\n' }],
  ] as const)('tells a bad file of %s', async (field, tls) => {
    expect(failed(await run(serverJob(type, trusted[type], {}, tls)))).toMatchObject({ code: 'invalid-parameter', stage: 'secure', field });
  });
});
