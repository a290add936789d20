import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort, silentPeer } from '../servers/peers';
import { startPostgres } from '../servers/postgres';
import { orders } from '../servers/seed';
import { until } from '../servers/until';
import { using } from './using';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
if (!existsSync(cli)) throw new Error(`${cli} is missing. Run "npm run build" first: these tests run what ships.`);

const [postgres, mariadb] = [inject('postgres'), inject('mariadb')];
const WRONG = 'wr0ng-Pa55word';
let workspace: string;

const server = (id: string, type: string, title: string, at: { readonly host: string; readonly port: number }) => ({
  id: `${id}-0000-0000`,
  type,
  title,
  connection: { host: at.host, port: at.port, database: orders.database, user: orders.user, password: { variable: 'ORDERS_DB_PASSWORD' } },
  variables: { ORDERS_DB_PASSWORD: { name: 'Orders DB password', required: true } },
});

beforeAll(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'database-elements-cli-'));
  const files: Readonly<Record<string, string>> = {
    'databases/archive.dbelement.json': JSON.stringify({ id: 'archive-0000', type: 'sqlite', title: 'Archive', connection: { file: 'data/archive.db' } }),
    'databases/orders.dbelement.json': JSON.stringify(server('postgres', 'postgresql', 'Orders', postgres)),
    'databases/reports.dbelement.json': JSON.stringify(server('mariadb', 'mysql', 'Reports', mariadb)),
    'broken/malformed.dbelement.json': '{\n  "type": "sqlite",\n  "title": "Malformed",\n',
    'node_modules/x/ignored.dbelement.json': '{',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
    await writeFile(path.join(workspace, name), text);
  }
  await mkdir(path.join(workspace, 'data'));
  const database = new DatabaseSync(path.join(workspace, 'data/archive.db'));
  database.exec('CREATE TABLE customer (id integer PRIMARY KEY)');
  database.close();
});

afterAll(() => rm(workspace, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in an environment that holds nothing but the path and what the test gives; `interrupt` is Ctrl+C. */
function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, folder = workspace, interrupt?: AbortSignal): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...argv], { cwd: folder, env: { PATH: process.env['PATH'], HOME: workspace, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    interrupt?.addEventListener('abort', () => child.kill('SIGINT'));
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.once('error', reject);
    child.once('close', (status) => {
      for (const secret of [orders.password, WRONG]) expect(output.stdout + output.stderr).not.toContain(secret);
      resolve({ status, ...output });
    });
  });
}

it('ends without a word when nobody reads its output any more, as in "| head"', async () => {
  const child = spawn(process.execPath, [cli, 'list', '--workspace', workspace], { env: { HOME: workspace }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const status = await new Promise((resolve) => child.once('close', resolve));
  expect({ status, said }).toEqual({ status: 141, said: '' });
});

const password = { ORDERS_DB_PASSWORD: orders.password };
const good = ['databases.archive', 'databases.orders', 'databases.reports'];

interface Report {
  readonly environment: string;
  readonly results: readonly {
    readonly element: string;
    readonly ok: boolean;
    readonly milliseconds: number;
    readonly stages: readonly object[];
    readonly failure: Readonly<Record<string, unknown>> | null;
    readonly server: Readonly<Record<string, unknown>> | null;
  }[];
}

const reportOf = ({ stdout }: Ran) => JSON.parse(stdout) as Report;

describe('dbelements test', () => {
  it('tests the elements that are named, with the password of the environment, and ends with 0', async () => {
    const ran = await run(['test', ...good, '--format', 'json'], password);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const { environment, results } = reportOf(ran);
    expect(environment).toBe('development');
    expect(results.map(({ element, ok }) => [element, ok])).toEqual(good.map((name) => [name, true]));
    expect(results.map((result) => result.server?.['product'])).toEqual(['SQLite', 'PostgreSQL', 'MariaDB']);
  });

  it('prints JSON of exactly the shape that is documented', async () => {
    const { environment, results, ...rest } = reportOf(await run(['test', ...good, '--format', 'json'], { ORDERS_DB_PASSWORD: WRONG }));
    expect([environment, rest]).toEqual(['development', {}]);
    for (const result of results) {
      expect(Object.keys(result)).toEqual(['element', 'type', 'ok', 'milliseconds', 'stages', 'failure', 'server']);
      expect(Number.isInteger(result.milliseconds)).toBe(true);
      for (const stage of result.stages) expect(Object.keys(stage)).toEqual(['id', 'status', 'milliseconds']);
      if (result.ok) expect(result.failure).toBeNull();
      else expect(result.server).toBeNull();
    }
    const failure = results[1]?.failure ?? {};
    expect(Object.keys(failure)).toEqual(['code', 'stage', 'message', 'driverCode', 'field', 'remedies']);
    expect(failure).toMatchObject({ code: 'authentication-failed', stage: 'authenticate', driverCode: '28P01', field: 'password' });
  });

  it('ends with 1 when one fails, and says why', async () => {
    const ran = await run(['test', ...good], { ORDERS_DB_PASSWORD: WRONG });
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('1 of 3 connections work\n');
    expect(ran.stdout).toContain(`The server does not accept the user "${orders.user}" with this password.`);
    expect(ran.stdout).toMatch(/✕ Sign-in/);
  });

  it('connects nowhere while a required variable is unset or empty', async () => {
    for (const env of [{}, { ORDERS_DB_PASSWORD: '' }]) {
      const ran = await run(['test', 'databases.orders', '--format', 'json'], env);
      expect(ran.status).toBe(1);
      const [result] = reportOf(ran).results;
      expect(result?.failure).toMatchObject({ code: 'variable-unset', stage: 'resolve', field: 'password' });
      expect(result?.stages).toHaveLength(1);
    }
  });

  it('tests all when none is named; a malformed one fails and the others do not', async () => {
    const ran = await run(['test', '--format', 'json'], password);
    expect(ran.status).toBe(1);
    const { results } = reportOf(ran);
    expect(results.map(({ element, ok }) => [element, ok])).toEqual([['broken.malformed', false], ...good.map((name) => [name, true])]);
    expect(results[0]).toMatchObject({ type: 'sqlite', stages: [], failure: { code: 'invalid-parameter', stage: 'resolve', message: expect.stringContaining('broken/malformed.dbelement.json:3:24: Not valid JSON') } });
  });

  it('tests a hundred elements of one server without taking all of its connections', async () => {
    const small = await using(startPostgres({ maxConnections: 20 }));
    const folder = await mkdtemp(path.join(tmpdir(), 'database-elements-hundred-'));
    try {
      const names = Array.from({ length: 100 }, (_, index) => `orders${String(index).padStart(2, '0')}`);
      for (const name of names) await writeFile(path.join(folder, `${name}.dbelement.json`), JSON.stringify(server(name, 'postgresql', name, small)));
      const ran = await run(['test', '--format', 'json'], password, folder);
      expect(reportOf(ran).results.filter(({ ok }) => !ok)).toEqual([]);
      expect(reportOf(ran).results.map(({ element }) => element)).toEqual(names);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('says when a driver that the user installs is not there, and takes it from --dm-driver', async () => {
    const folder = path.join(workspace, 'dm');
    await mkdir(folder);
    const element = { id: 'ledger-0000-0000', type: 'dm', title: 'Ledger', connection: { host: '127.0.0.1', port: await freePort(), user: 'U', password: { variable: 'ORDERS_DB_PASSWORD' } }, variables: { ORDERS_DB_PASSWORD: { required: true } } };
    await writeFile(path.join(folder, 'ledger.dbelement.json'), JSON.stringify(element));
    try {
      const test = ['test', '--workspace', 'dm', '--format', 'json'];
      const [missing] = reportOf(await run(test, password)).results;
      expect(missing?.failure).toMatchObject({ code: 'driver-missing', stage: 'resolve', message: expect.stringContaining('--dm-driver') });
      const [nothing] = reportOf(await run([...test, '--dm-driver', 'dm'], password)).results;
      expect(nothing?.failure).toMatchObject({ code: 'driver-missing', message: expect.stringContaining('there is none in dm') });
      const [found] = reportOf(await run([...test, '--dm-driver', path.resolve(import.meta.dirname, '../fixtures/fake-dmdb')], password)).results;
      expect(found?.failure).toMatchObject({ code: 'connection-refused', stage: 'reach' });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is bound by --timeout', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'database-elements-silent-'));
    try {
      await writeFile(path.join(folder, 'silent.dbelement.json'), JSON.stringify(server('silent', 'postgresql', 'Silent', await using(silentPeer()))));
      const ran = await run(['test', '--timeout', '0.2', '--format', 'json'], password, folder);
      expect(ran.status).toBe(1);
      expect(reportOf(ran).results[0]?.failure).toMatchObject({ code: 'timed-out', message: expect.stringContaining('within 0.2 s') });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is cancelled by Ctrl+C, which it says, and leaves no connection', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'database-elements-silent-'));
    try {
      const peer = await using(silentPeer());
      await writeFile(path.join(folder, 'silent.dbelement.json'), JSON.stringify(server('silent', 'postgresql', 'Silent', peer)));
      const cancel = new AbortController();
      const ran = run(['test', '--timeout', '3600'], password, folder, cancel.signal);
      await until('the connection', () => peer.connectionsOpen() === 1);
      cancel.abort();
      expect(await ran).toMatchObject({ status: 1, stdout: expect.stringContaining('cancelled') as unknown, stderr: '' });
      await until('the connection to be closed', () => peer.connectionsOpen() === 0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('takes values of .env files and settings of the workspace', async () => {
    await mkdir(path.join(workspace, '.vscode'), { recursive: true });
    await writeFile(path.join(workspace, '.vscode/settings.json'), '{ // settings\n  "databaseElements.envFiles": ["secrets/<env>.env"],\n}');
    await mkdir(path.join(workspace, 'secrets'));
    await writeFile(path.join(workspace, 'secrets/testing.env'), `ORDERS_DB_PASSWORD='${orders.password}'\n`);
    try {
      expect((await run(['test', 'databases.orders', '--environment', 'testing'])).status).toBe(0);
      expect((await run(['test', 'databases.orders'])).status).toBe(1);
    } finally {
      await rm(path.join(workspace, '.vscode'), { recursive: true });
      await rm(path.join(workspace, 'secrets'), { recursive: true });
    }
  });
});

describe('dbelements check --connect', () => {
  it('adds what the accounts may do too much of, and what does not connect', async () => {
    const ran = await run(['check', 'databases.orders', 'databases.reports', '--connect', '--format', 'json'], { ...password });
    const { findings } = JSON.parse(ran.stdout) as { findings: readonly Record<string, unknown>[] };
    for (const element of ['databases.orders', 'databases.reports']) {
      expect(findings).toContainEqual(expect.objectContaining({ code: 'excess-privileges', severity: 'warning', element, message: expect.stringContaining('schema-changes'), remedy: expect.stringContaining('CREATE') }));
    }
    const refused = await run(['check', 'databases.orders', '--connect'], { ORDERS_DB_PASSWORD: WRONG });
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/databases\/orders\.dbelement\.json:1: error connection-failed: authentication-failed: /);
  });
});

describe('dbelements pool-check', () => {
  const short = ['--duration', '0.5', '--clients', '2', '--hold', '5'];

  it('prints verdict, percentiles and samples as JSON, and ends with 0 for healthy pools', async () => {
    const ran = await run(['pool-check', 'databases.orders', 'databases.reports', ...short, '--format', 'json'], password);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const { results } = JSON.parse(ran.stdout) as { results: readonly Record<string, unknown>[] };
    const percentiles = { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) };
    for (const result of results) {
      expect(Object.keys(result)).toEqual(['element', 'type', 'ok', 'milliseconds', 'verdict', 'failure', 'plan', 'pool', 'connections', 'warning', 'network', 'load', 'samples']);
      expect(result).toMatchObject({
        ok: true,
        verdict: { code: 'healthy' },
        failure: null,
        plan: { clients: 2, holdMs: 5, durationMs: 500, instances: 1 },
        pool: { max: 10 },
        connections: { allowed: 30 },
        network: { roundTrip: percentiles, connects: { attempts: 5, failed: 0 } },
        load: { acquire: percentiles, statement: percentiles, timeouts: 0, errors: {} },
      });
      expect(result['samples']).toContainEqual(expect.objectContaining({ acquire: percentiles, open: expect.any(Number) }));
    }
  });

  it('shows the plan first, warns of the limit, and runs no load that could exceed it until it is told to', async () => {
    const refused = await run(['pool-check', 'databases.orders', ...short, '--instances', '9'], password);
    expect(refused.status).toBe(1);
    expect(refused.stdout).toMatch(/^databases\.orders: 2 clients share at most 10 connections for 0\.5 s;/);
    expect(refused.stderr).toContain('pool.max 10 times 9 instances takes up to 90 connections');
    expect(refused.stdout).toContain('server-limit:');
    expect(refused.stdout).not.toContain('Round trip');
    const forced = await run(['pool-check', 'databases.orders', ...short, '--instances', '9', '--yes'], password);
    expect(forced.stdout).toContain('Round trip');
  });

  it('asks for --yes in a protected environment and needs names', async () => {
    await mkdir(path.join(workspace, '.vscode'), { recursive: true });
    await writeFile(path.join(workspace, '.vscode/settings.json'), '{ "databaseElements.environments": { "production": { "protected": true } } }');
    try {
      const ran = await run(['pool-check', 'databases.orders', '--environment', 'production'], password);
      expect(ran).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('The environment "production" is protected. Add --yes') });
    } finally {
      await rm(path.join(workspace, '.vscode'), { recursive: true });
    }
    expect(await run(['pool-check'])).toMatchObject({ status: 2, stderr: expect.stringContaining('it takes the full names') });
    expect(await run(['pool-check', 'databases.archive'])).toMatchObject({ status: 1, stdout: expect.stringContaining('SQLite is a file and has no connection pool.') });
  });
});

describe('dbelements list', () => {
  it('shows what is there with its problems, and ends with 1 for a malformed file', async () => {
    const ran = await run(['list'], password);
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain('data/archive.db');
    expect(ran.stdout).toContain(`${postgres.host}:${String(postgres.port)}/${orders.database}`);
    expect(ran.stdout).toMatch(/broken\/malformed\.dbelement\.json:\d+:\d+ error: Not valid JSON/);
    expect(ran.stdout).not.toContain('ignored');
  });

  it('prints the same as JSON', async () => {
    const { stdout } = await run(['list', '--format', 'json', '--environment', 'development'], password);
    const { environment, elements } = JSON.parse(stdout) as { environment: string; elements: readonly object[] };
    expect(environment).toBe('development');
    expect(elements).toMatchObject([
      { element: 'broken.malformed', type: 'sqlite', title: 'Malformed', file: 'broken/malformed.dbelement.json', endpoint: null, problems: [{ code: 'malformed-json', severity: 'error', line: 3 }] },
      { element: 'databases.archive', type: 'sqlite', title: 'Archive', file: 'databases/archive.dbelement.json', endpoint: 'data/archive.db', problems: [] },
      { element: 'databases.orders', type: 'postgresql' },
      { element: 'databases.reports', type: 'mysql' },
    ]);
  });

  it('ends with 0 when the elements that are named are well', async () => {
    const ran = await run(['list', 'databases.archive']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout.split('\n').filter((line) => line !== '')).toHaveLength(1);
  });

  it('finds what a link leads to, as VS Code does, and does not go round in a circle', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'database-elements-links-'));
    try {
      const [shop, shared] = [path.join(root, 'shop'), path.join(root, 'shared')];
      await mkdir(path.join(shop, 'databases'), { recursive: true });
      await mkdir(path.join(shared, 'deep'), { recursive: true });
      const element = (id: string) => JSON.stringify({ id: `${id}-0000-0000`, type: 'sqlite', title: id, connection: { file: 'a.db' } });
      await writeFile(path.join(shared, 'deep/common.dbelement.json'), element('common'));
      await writeFile(path.join(root, 'alone.json'), element('alone'));
      await symlink(shared, path.join(shop, 'databases/shared'));
      await symlink(path.join(root, 'alone.json'), path.join(shop, 'alone.dbelement.json'));
      await symlink(path.join(root, 'nowhere'), path.join(shop, 'gone.dbelement.json'));
      for (const [target, name] of [[shop, 'databases/round'], [root, 'up'], [path.join(shop, 'databases'), 'databases/itself']] as const) await symlink(target, path.join(shop, name));
      await symlink(shop, path.join(shared, 'back'));
      const ran = await run(['list', '--format', 'json'], {}, shop);
      expect(ran).toMatchObject({ status: 0, stderr: '' });
      expect((JSON.parse(ran.stdout) as { elements: { element: string }[] }).elements.map(({ element }) => element)).toEqual(['alone', 'databases.shared.deep.common']);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('says so when there are none', async () => {
    const ran = await run(['list', '--workspace', 'data']);
    expect(ran).toMatchObject({ status: 0, stdout: 'No database elements (*.dbelement.json) here.\n' });
  });
});

describe('wrong usage', () => {
  it.each<[string, readonly string[], string]>([
    ['no command', [], 'A command is missing.'],
    ['an unknown command', ['tset'], 'There is no command "tset".'],
    ['an unknown element', ['test', 'databases.nowhere'], 'There is no database element "databases.nowhere". "dbelements list" shows'],
    ['the path of an element', ['test', './databases/orders.dbelement.json'], 'Did you mean "databases.orders"?'],
    ['the title of an element', ['list', 'Orders'], 'Did you mean "databases.orders"?'],
    ['a test where there is nothing', ['test', '--workspace', 'data'], 'There is nothing to test: no database elements (*.dbelement.json) are in the folder "data".'],
    ['a check where there is nothing', ['check', '--workspace', 'data', '--format', 'json'], 'There is nothing to check: no database elements'],
    ['an unknown folder', ['list', '--workspace', 'nowhere'], 'There is no folder "nowhere".'],
    ['a file as folder', ['list', '--workspace', 'data/archive.db'], 'There is no folder "data/archive.db".'],
    ['an unknown option', ['test', '--password', 'x'], '--password'],
    ['a wrong timeout', ['test', '--timeout', 'soon'], '--timeout takes seconds'],
  ])('ends with 2 and prints the usage: %s', async (_name, argv, sentence) => {
    const ran = await run(argv);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain(sentence);
    expect(ran.stderr).toContain('Usage: dbelements <command>');
    expect(ran.stderr.includes('Exit status:')).toBe(argv.length === 0);
  });

  it('is not asking for help', async () => {
    const ran = await run(['--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toContain('Usage: dbelements <command>');
  });
});

describe('an element whose type an extension of VS Code brings', () => {
  it('is said to be one by list, test and check, which do their work for the others', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'database-elements-cli-'));
    try {
      await writeFile(path.join(folder, 'cache.dbelement.json'), JSON.stringify({ id: 'cache-0000', type: 'acme.kv-store.kv', title: 'Cache', connection: {} }));
      await writeFile(path.join(folder, 'memory.dbelement.json'), JSON.stringify({ id: 'memory-0000', type: 'sqlite', title: 'Memory', connection: { file: ':memory:' } }));
      const list = await run(['list', '--workspace', folder]);
      expect(list.stdout).toMatch(/^cache +acme\.kv-store\.kv +unknown type$/m);
      expect(list.stdout).toContain('Needs the VS Code extension acme.kv-store');
      const test = await run(['test', '--format', 'json', '--workspace', folder]);
      expect([test.status, JSON.parse(test.stdout)]).toMatchObject([1, { results: [{ element: 'cache', type: 'acme.kv-store.kv', ok: false, failure: { code: 'driver-missing', stage: 'resolve' } }, { element: 'memory', ok: true }] }]);
      expect(await run(['check', '--workspace', folder])).toMatchObject({ status: 0, stdout: expect.stringMatching(/warning.*acme\.kv-store/) as unknown });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
