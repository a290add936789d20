import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DriverPackage } from '../../databases/contract';
import { findPackage } from '../../databases/shared/driver-package';
import { runNpm, withoutCredentials, type Environment, type Npm } from './npm';

const STAGING = '.installing-';

/** The arguments with which npm installs exactly this version and runs nothing of it. */
export function installArguments({ name, version }: DriverPackage): readonly string[] {
  return ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', `${name}@${version}`];
}

/** Where a version is kept below the folder of the drivers. */
export function packageFolder(drivers: string, { name, version }: DriverPackage): string {
  return path.join(drivers, `${encodeURIComponent(name)}-${version}`);
}

/** What npm is configured to do, by its own files and the environment. */
export interface NpmConfiguration {
  /** An address without credentials. */
  readonly registry: string;
  readonly hasProxy: boolean;
}

/** Asks npm for its configuration, as it holds in the folder of the drivers. */
export async function npmConfiguration(npm: Npm, drivers: string, env: Environment): Promise<NpmConfiguration> {
  await mkdir(drivers, { recursive: true });
  const output = await runNpm(npm, ['config', 'get', 'registry', 'proxy', 'https-proxy'], { cwd: drivers, env });
  const values = new Map(output.split(/\r?\n/).map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()] as const));
  const isSet = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== 'null';
  const hasProxy = ['proxy', 'https-proxy'].some((key) => isSet(values.get(key))) || ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].some((key) => isSet(env[key]));
  return { registry: withoutCredentials(values.get('registry') ?? ''), hasProxy };
}

/** The environment for npm: a proxy goes in it and not in an argument, since its address may hold a password. */
export function withProxy(env: Environment, proxy: string | undefined, { hasProxy }: NpmConfiguration): Environment {
  return proxy === undefined || proxy === '' || hasProxy ? env : { ...env, npm_config_proxy: proxy, npm_config_https_proxy: proxy };
}

export interface Installation {
  readonly npm: Npm;
  readonly wanted: DriverPackage;
  /** Absolute path of the folder of the drivers. */
  readonly drivers: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/**
 * Installs a driver beside the others and resolves with its folder. It is made in a folder of its own that gets its name
 * when it is complete: what fails or is cancelled leaves nothing.
 */
export async function installPackage({ npm, wanted, drivers, env, signal, onLine }: Installation): Promise<string> {
  await mkdir(drivers, { recursive: true });
  await removeRests(drivers);
  const staging = await mkdtemp(path.join(drivers, STAGING));
  try {
    // With a package.json npm installs here, and not into a folder further up that has one.
    await writeFile(path.join(staging, 'package.json'), '{ "private": true }\n');
    await runNpm(npm, installArguments(wanted), { cwd: staging, env, signal, onLine });
    const found = findPackage(staging, wanted.name);
    if (found?.version !== wanted.version) throw new Error(`npm has installed ${found === undefined ? 'nothing' : `version ${found.version}`} where ${wanted.name} ${wanted.version} was asked for`);
    signal.throwIfAborted();
    const target = packageFolder(drivers, wanted);
    await rm(target, { recursive: true, force: true });
    await rename(staging, target);
    return target;
  } finally {
    await rm(staging, { recursive: true, force: true, maxRetries: 3 });
  }
}

// Of a window that was closed in the middle.
async function removeRests(drivers: string): Promise<void> {
  const rests = (await readdir(drivers)).filter((name) => name.startsWith(STAGING));
  await Promise.all(rests.map((name) => rm(path.join(drivers, name), { recursive: true, force: true })));
}
