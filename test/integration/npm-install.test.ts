import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dm } from '../../src/databases/dm/type';
import { findPackage, requirePackage } from '../../src/databases/shared/driver-package';
import { findNpm, type Npm } from '../../src/workbench/drivers/npm';
import { installPackage, npmConfiguration, packageFolder } from '../../src/workbench/drivers/npm-install';
import { dmDriver } from '../machine/locations.mjs';
import { temporaryFolder } from '../servers/command';
import { until } from '../servers/until';

const wanted = dm.driverPackage ?? expect.unreachable();
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let drivers: string;

beforeEach(async () => {
  folder = await temporaryFolder('npm-install');
  drivers = path.join(folder.path, 'drivers');
});
afterEach(() => folder.remove());

interface Run {
  readonly lines: string[];
  readonly cancel: AbortController;
  readonly done: Promise<string>;
}

function install(npm: Npm, env: Readonly<Record<string, string | undefined>> = process.env): Run {
  const lines: string[] = [];
  const cancel = new AbortController();
  return { lines, cancel, done: installPackage({ npm, wanted, drivers, env, signal: cancel.signal, onLine: (line) => lines.push(line) }) };
}

/** A program that is started as npm is, and does what a case is about in the folder that it is started in. */
async function fakeNpm(script: string): Promise<Npm> {
  const program = path.join(folder.path, 'npm');
  await writeFile(program, `#!/usr/bin/env node\n${script}`);
  await chmod(program, 0o755);
  return { program, before: [] };
}

/** What a fake npm installs. */
const writes = (version: string): string => `
  const fs = require('node:fs');
  fs.mkdirSync('node_modules/dmdb', { recursive: true });
  fs.writeFileSync('node_modules/dmdb/package.json', JSON.stringify({ name: 'dmdb', version: '${version}' }));
  fs.writeFileSync('node_modules/dmdb/index.js', 'module.exports = 1;');`;

const left = async (): Promise<string[]> => readdir(drivers);

describe('with a fake npm', () => {
  it('is called with the exact version and without scripts, in a folder of its own', async () => {
    const { lines, done } = install(await fakeNpm(`console.log(JSON.stringify([process.argv.slice(2), process.cwd()]));${writes(wanted.version)}`));
    expect(await done).toBe(packageFolder(drivers, wanted));
    const [args, cwd] = JSON.parse(lines[0] ?? '') as [string[], string];
    expect(args).toEqual(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', `dmdb@${wanted.version}`]);
    expect(path.dirname(cwd)).toBe(drivers);
    expect(await left()).toEqual([`dmdb-${wanted.version}`]);
  });

  it.each([
    ['fails', `console.error('npm error code E404');console.error('npm error 404 Not Found - GET https://u:geheim@registry.test/dmdb');process.exit(1);`, /404 Not Found - GET https:\/\/registry\.test/],
    ['installs another version', writes('1.0.1'), /version 1\.0\.1 where dmdb/],
    ['installs nothing', '', /nothing where dmdb/],
  ])('leaves nothing when it %s, and says why without credentials', async (_, script, message) => {
    const { lines, done } = install(await fakeNpm(script));
    await expect(done).rejects.toThrow(message);
    expect(lines.join('\n')).not.toContain('geheim');
    expect(await left()).toEqual([]);
  });

  it('leaves nothing when it is cancelled, and the program has ended', async () => {
    const { lines, cancel, done } = install(await fakeNpm(`${writes(wanted.version)}console.log(process.pid);setInterval(() => {}, 1000);`));
    const pid = Number(await until('npm to work', () => lines[0]));
    cancel.abort();
    await expect(done).rejects.toThrow();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await left()).toEqual([]);
  });

  it('keeps what was installed before when it fails, and removes what a closed window has left', async () => {
    await install(await fakeNpm(writes(wanted.version))).done;
    await mkdir(path.join(drivers, '.installing-old'));
    await expect(install(await fakeNpm('process.exit(1)')).done).rejects.toThrow();
    expect(await left()).toEqual([`dmdb-${wanted.version}`]);
    expect(findPackage(packageFolder(drivers, wanted), 'dmdb')?.version).toBe(wanted.version);
  });

  it('tells its registry without credentials, and whether it has a proxy', async () => {
    const npm = await fakeNpm(`console.log('registry=https://u:geheim@registry.test/\\nproxy=null\\nhttps-proxy=' + (process.env.SET ?? 'null'));`);
    const env = { PATH: process.env['PATH'] };
    expect(await npmConfiguration(npm, drivers, env)).toEqual({ registry: 'https://registry.test/', hasProxy: false });
    expect(await npmConfiguration(npm, drivers, { ...env, SET: 'http://proxy.test:3128' })).toMatchObject({ hasProxy: true });
  });
});

describe('with the real npm', () => {
  const npm = findNpm(process.env) ?? expect.unreachable();

  it('installs the driver so that it can be loaded from there', async () => {
    const { lines, done } = install(npm);
    const installed = await done;
    expect(lines.join('\n')).toMatch(/added \d+ packages/);
    expect(requirePackage(installed, 'dmdb')).toMatchObject({ getConnection: expect.any(Function) });
    expect(await left()).toEqual([`dmdb-${wanted.version}`]);
  });

  it('goes through the proxy that it is told of', async () => {
    const { done } = install(npm, { ...process.env, npm_config_proxy: 'http://127.0.0.1:1', npm_config_https_proxy: 'http://127.0.0.1:1', npm_config_fetch_retries: '0', npm_config_cache: path.join(folder.path, 'cache') });
    await expect(done).rejects.toThrow(/127\.0\.0\.1:1/);
    expect(await left()).toEqual([]);
  });

  it('is the version that the other tests use', () => {
    expect(wanted.version).toBe(dmDriver.version);
  });
});
