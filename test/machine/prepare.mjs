// Brings a machine that has only Node, npm and a compiler to where it can build, test and start the extension.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeServer, dmDriver, root } from './locations.mjs';
import { run, withPath } from './run.mjs';

/** Debian packages that the integration tests need: the servers that they start. */
export const integrationPackages = ['postgresql', 'mariadb-server', 'openssl'];

/** Debian packages that the tests of the form in a browser need. */
export const browserPackages = ['chromium', 'fonts-dejavu-core', 'fonts-noto-cjk'];

/** Debian packages that the end-to-end tests need: what code-server is built with, a browser, a keychain, fonts. */
export const e2ePackages = [
  ...['libkrb5-dev', 'libx11-dev', 'libxkbfile-dev', 'libsecret-1-dev', 'pkg-config'],
  ...browserPackages,
  ...['gnome-keyring', 'dbus', 'libsecret-1-0', 'libsecret-tools'],
];

/** Debian packages that code-server needs to be installed and to run, without a browser. */
export const codeServerPackages = e2ePackages.slice(0, 5);

/** Installs the npm packages, unless node_modules holds every package that the lock file asks for. */
export async function ensureNpmPackages() {
  if (npmPackagesAreInstalled()) return;
  const command = existsSync(path.join(root, 'package-lock.json')) ? 'ci' : 'install';
  console.log(`Installing npm packages (npm ${command})`);
  const code = await run('npm', [command, '--no-audit', '--no-fund'], { minutes: 20 });
  if (code !== 0) throw new Error(`npm ${command} failed with exit code ${code}.`);
}

// Compares versions and not file times: a checkout and an install both touch files in no useful order.
function npmPackagesAreInstalled() {
  const locked = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (!locked || !installed) return false;
  return Object.entries(locked).every(([key, wanted]) => {
    if (key === '' || wanted.link) return true;
    const found = installed[key];
    // Optional packages are mostly binaries for other platforms.
    return found ? found.version === wanted.version : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs the Debian packages that are missing. Returns undefined when all are there; otherwise why they cannot be
 * installed from here, with the command that a person has to run.
 */
export async function ensureSystemPackages(packages) {
  const debian = existsSync('/etc/debian_version');
  const missing = debian ? packages.filter((name) => !isInstalled(name)) : packages;
  if (missing.length === 0) return undefined;
  const install = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (!debian) return `this is not Debian; there, as root: apt-get update && ${install}`;
  if (process.getuid() !== 0) return `packages are missing; run: sudo apt-get update && sudo ${install}`;

  console.log(`Installing Debian packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, minutes: 20 };
  const updated = await run('apt-get', ['update', '-q'], options);
  const installed = await run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...missing], options);
  if (updated === 0 && installed === 0) return undefined;
  return `the installation of packages failed; by hand: apt-get update && ${install}`;
}

function isInstalled(name) {
  const found = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Abbrev}', name], { encoding: 'utf8' });
  return found.status === 0 && found.stdout.startsWith('ii');
}

/** Installs the driver of DM, once for each user, with npm. Returns undefined when it is there; otherwise why it is not. */
export async function ensureDmDriver() {
  if (existsSync(dmDriver.marker)) return undefined;
  rmSync(dmDriver.folder, { recursive: true, force: true });
  mkdirSync(dmDriver.folder, { recursive: true });
  writeFileSync(path.join(dmDriver.folder, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--ignore-scripts', '--save-exact', '--no-audit', '--no-fund', `dmdb@${dmDriver.version}`];
  const code = await run('npm', args, { cwd: dmDriver.folder, minutes: 5 });
  if (code !== 0) return `npm install dmdb failed with exit code ${code}; the tests with the real driver of DM do not run`;
  writeFileSync(dmDriver.marker, '');
  return undefined;
}

/**
 * Installs code-server with its own Node 24, once for each user. A folder without the marker is half installed: npm
 * fails differently on it the second time, so it is removed first.
 */
export async function ensureCodeServer() {
  if (existsSync(codeServer.marker)) return;
  console.log(`Installing code-server ${codeServer.version} into ${codeServer.folder} (about 740 MB, some minutes)`);
  rmSync(codeServer.folder, { recursive: true, force: true });
  mkdirSync(codeServer.folder, { recursive: true });
  const manifest = { private: true, allowScripts: { argon2: true, 'code-server': true, node: true } };
  writeFileSync(path.join(codeServer.folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);

  // Node comes first: code-server's own install script refuses to run under any other major version.
  await npmInstall('node@24', process.env);
  await npmInstall(`code-server@${codeServer.version}`, {
    ...withPath(path.join(codeServer.folder, 'node_modules/.bin')),
    ...nodeHeaders(),
  });
  const version = spawnSync(codeServer.node, [codeServer.entry, '--version'], { encoding: 'utf8', timeout: 60_000 });
  if (version.status !== 0) throw new Error(`code-server does not start: ${version.stderr}`);
  writeFileSync(codeServer.marker, version.stdout);
}

async function npmInstall(name, env) {
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', name];
  const code = await run('npm', args, { cwd: codeServer.folder, env, minutes: 20 });
  if (code !== 0) throw new Error(`npm install ${name} failed with exit code ${code}.`);
}

// node-gyp downloads the headers of Node unless it is told where they are; most installations of Node bring them.
// The native modules use the stable ABI, so headers of another major version serve as well.
function nodeHeaders() {
  const prefixes = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.dirname(folder));
  const prefix = prefixes.find((candidate) => existsSync(path.join(candidate, 'include/node/node_version.h')));
  return prefix === undefined ? {} : { npm_config_nodedir: prefix };
}
