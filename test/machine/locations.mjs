// Where things are on the machine that runs the tests.
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of the project's own tools, Node 24 among them. */
export const binaries = path.join(root, 'node_modules/.bin');

/** The packaged extension that `npm run package` writes. */
export const vsix = path.join(root, 'database-elements.vsix');

const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'database-elements');

/** The driver of DM: proprietary, so it is no dependency; the user's cache has one copy for all checkouts. */
export const dmDriver = (() => {
  const version = '1.0.48286';
  const folder = path.join(cache, `dmdb-${version}`);
  return { version, folder, marker: path.join(folder, '.complete') };
})();

/** A fake with the documented API of that driver. */
export const fakeDmdb = path.join(root, 'test/fixtures/fake-dmdb');

/** Real servers that the environment names: where it names none, the conformance suite has only stand-ins for them. */
export const realServers = [
  { type: 'sqlserver', label: 'SQL Server', variable: 'DBE_SQLSERVER_URL' },
  { type: 'oracle', label: 'Oracle', variable: 'DBE_ORACLE_URL' },
  { type: 'dm', label: 'DM', variable: 'DBE_DM_URL' },
].map((server) => ({ ...server, url: process.env[server.variable] || undefined }));

const codeServerVersion = '4.139.1';

/** code-server is large and native, so it lives in the user's cache and is shared by all checkouts. */
export const codeServer = (() => {
  const folder = path.join(cache, `code-server-${codeServerVersion}`);
  return {
    version: codeServerVersion,
    folder,
    marker: path.join(folder, '.complete'),
    node: path.join(folder, 'node_modules/node/bin/node'),
    entry: path.join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
})();
