import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionJob, ParameterValues } from '../../src/databases/connection';
import type { DatabaseType } from '../../src/databases/contract';
import { readContribution } from '../../src/databases/contributed-types';
import { temporaryFolder } from '../servers/command';
import { keyValue, startKeyValueServer } from '../servers/key-value-server';
import { freePort, silentPeer, type Peer } from '../servers/peers';
import { failed, passed, run, sqliteJob } from './run-test';

const folder = path.resolve(import.meta.dirname, '../fixtures/key-value-extension');
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as unknown;
const { types, problems } = readContribution({ id: 'acme.key-value', folder, manifest });

describe('the driver of another extension', () => {
  let server: Peer;
  beforeAll(async () => {
    server = await startKeyValueServer();
  });
  afterAll(() => server.stop());

  function job(change: ParameterValues = {}): ConnectionJob {
    const type: DatabaseType = types[0]!;
    return { type: type.id, driver: type.driver, values: { host: '127.0.0.1', port: server.port, ...keyValue, ...change }, secretKeys: ['password'], tls: { mode: 'prefer' } };
  }

  it('is that of a type whose description is right, beside one whose description is wrong', () => {
    expect(types.map(({ id }) => id)).toEqual(['acme.key-value.key-value', 'acme.key-value.key-value-file']);
    expect(problems).toEqual([expect.stringMatching(/acme\.key-value .*types\[1\]\.driver must be/)]);
  });

  it('passes through the stages that others pass through', async () => {
    const result = await run(job());
    expect(passed(result)).toEqual({ product: 'Key Value', version: '1.4.2', user: keyValue.user });
    expect(Object.fromEntries(Object.entries(result.stages).map(([id, { status }]) => [id, status]))).toEqual({ lookup: 'passed', reach: 'passed', secure: 'skipped', authenticate: 'passed', open: 'passed', query: 'passed' });
    await server.allClosed();
  });

  it('tells its failures by the codes that others have', async () => {
    expect(failed(await run(job({ password: 'other' })))).toMatchObject({ code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: 'ERR-AUTH' });
    expect(failed(await run(job({ bucket: 'other' })))).toMatchObject({ code: 'database-not-found', stage: 'open', field: 'bucket' });
    expect(failed(await run(job({ port: await freePort() })))).toMatchObject({ code: 'connection-refused', stage: 'reach' });
    const silent = await silentPeer();
    expect(failed(await run(job({ port: silent.port }), { deadlineMs: 1500 }))).toMatchObject({ code: 'timed-out', stage: 'authenticate' });
    await silent.stop();
  });
});

describe('the driver of another extension’s files', () => {
  const place = temporaryFolder('key-value-file');
  afterAll(async () => (await place).remove());

  it.each<[title: string, text: string | undefined, code: string | undefined]>([
    ['one of its own', 'KV 1\na=1\nb=2\n', undefined],
    ['another', 'SQLite format 3', 'file-not-a-database'],
    ['none', undefined, 'file-not-found'],
  ])('opens %s', async (title, text, code) => {
    const file = path.join((await place).path, title);
    if (text !== undefined) await writeFile(file, text);
    const type = types.find(({ kind }) => kind === 'file')!;
    const result = await run({ type: type.id, driver: type.driver, values: {}, secretKeys: [], tls: { mode: 'disable' }, file });
    if (code !== undefined) expect(failed(result)).toMatchObject({ code, stage: 'open', field: 'file' });
    else expect([passed(result), result.stages.query?.detail]).toEqual([{ product: 'Key Value', version: '1' }, '2 keys']);
  });
});

describe('the worker of another extension’s driver', () => {
  const fake = (body: string) => `globalThis.jobs = (globalThis.jobs ?? 0) + 1; ${body}`;
  const told = `exports.driver = {
    connect: async (job, context) => context.stage('open', () => ({ close: async () => undefined })),
    inspect: async () => { globalThis.tests = (globalThis.tests ?? 0) + 1; return { product: 'fake', version: [globalThis.jobs, globalThis.tests, Object.keys(process.env).length].join(' ') }; },
    classify: () => undefined,
  };`;
  let place: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => {
    place = await temporaryFolder('foreign-driver');
    await mkdir(path.join(place.path, 'dist'));
  });
  afterAll(() => place.remove());

  async function jobWith(name: string, text: string | undefined): Promise<ConnectionJob> {
    const driver = path.join(place.path, 'dist', name);
    if (text !== undefined) await writeFile(driver, text);
    return { type: 'acme.fake.fake', driver, values: {}, secretKeys: [], tls: { mode: 'disable' }, file: '/nowhere' };
  }

  it('has an empty environment, and has run and will run nothing else', async () => {
    passed(await run(sqliteJob(':memory:')));
    const job = await jobWith('told.js', fake(told));
    for (let turn = 0; turn < 2; turn += 1) expect(passed(await run(job)).version).toBe('1 1 0');
    passed(await run(sqliteJob(':memory:')));
  });

  it.each<[title: string, name: string, text: string | undefined, code: string]>([
    ['that is not there', 'absent.js', undefined, 'driver-missing'],
    ['that exports none', 'empty.js', 'exports.driver = { connect() {} };', 'driver-missing'],
    ['that throws when it is read', 'throws.js', 'throw new Error("defect");', 'driver-crashed'],
    ['that ends its thread', 'ends.js', 'process.exit(1);', 'driver-crashed'],
    ['whose failure has a code of its own', 'own-code.js', 'exports.driver = { connect: () => Promise.reject(new Error("x")), inspect() {}, classify: () => ({ code: "no-such-code" }) };', 'driver-crashed'],
  ])('fails alone with a driver %s', async (_title, name, text, code) => {
    expect(failed(await run(await jobWith(name, text))).code).toBe(code);
    passed(await run(sqliteJob(':memory:')));
  });
});
