import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLocalFile } from '../../src/environments/local-file';
import { envFileReader, loadSources } from '../../src/environments/load-sources';
import { readSettings } from '../../src/environments/settings';
import { readTlsPolicy, tlsFileReader } from '../../src/diagnosis/tls-files';

const root = mkdtempSync(path.join(tmpdir(), 'database-elements-local-file-'));
const folder = path.join(root, 'shop');
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

beforeAll(() => {
  mkdirSync(path.join(folder, '.venv'), { recursive: true });
  writeFileSync(path.join(root, 'other.env'), 'TOKEN=hunter2');
  writeFileSync(path.join(folder, '.env.shared'), 'HOST=db.internal');
  symlinkSync(path.join(root, 'other.env'), path.join(folder, '.env'));
  symlinkSync('.env.shared', path.join(folder, '.env.development'));
  for (const place of ['other-wallet', 'shop/wallet', 'shop/large-wallet']) mkdirSync(path.join(root, place));
  writeFileSync(path.join(root, 'other-wallet/ewallet.pem'), PEM);
  writeFileSync(path.join(folder, 'wallet/ewallet.pem'), PEM);
  writeFileSync(path.join(folder, 'large-wallet/ewallet.pem'), PEM.padEnd(1024 * 1024 + 1));
  symlinkSync(path.join(root, 'other-wallet'), path.join(folder, 'linked-wallet'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('a file of a workspace folder', () => {
  it('is read as far as it may be', async () => {
    expect(await readLocalFile(folder, '.env.shared', 4)).toBe('HOST');
    expect(await readLocalFile(folder, path.join(folder, '.env.shared'), 100)).toBe('HOST=db.internal');
  });

  it('is none where there is nothing, or a folder', async () => {
    expect(await readLocalFile(folder, 'none/.env', 100)).toBeUndefined();
    expect(await readLocalFile(folder, '.venv', 100)).toBeUndefined();
  });

  it('may be a link inside of the folder, and not one that leads out of it', async () => {
    expect(await readLocalFile(folder, '.env.development', 100)).toBe('HOST=db.internal');
    await expect(readLocalFile(folder, '.env', 100)).rejects.toThrow('leads out of the workspace folder');
  });

  it('that is a link to another application gives no values, and a problem', async () => {
    const { settings } = readSettings(() => undefined);
    const { envFiles } = await loadSources('development', { settings, secretKeys: new Set(), readFile: envFileReader(folder) }, {});
    expect(envFiles).toMatchObject([
      { name: '.env.development', values: { HOST: 'db.internal' } },
      { name: '.env', values: {}, problems: [{ file: '.env', message: expect.stringContaining('leads out of the workspace folder') }] },
    ]);
  });
});

describe('a wallet', () => {
  const read = (wallet: string) => readTlsPolicy({ walletFile: 'ewallet.pem' }, { 'tls.wallet': wallet }, tlsFileReader(folder));

  it('is read from its folder', async () => {
    expect(await read('wallet')).toEqual({ mode: 'prefer', ca: PEM });
    expect(await read(path.join(root, 'other-wallet'))).toEqual({ mode: 'prefer', ca: PEM });
  });

  it('obeys what every file of TLS does: no link that leads out, and no more than 1 MB', async () => {
    expect(await read('linked-wallet')).toMatchObject({ code: 'invalid-parameter', field: 'tls.wallet', driverMessage: expect.stringContaining('leads out of the workspace folder') });
    expect(await read('large-wallet')).toMatchObject({ code: 'invalid-parameter', field: 'tls.wallet', expected: expect.stringContaining('1 MB') });
    expect(await read('no-wallet')).toMatchObject({ code: 'file-not-found', field: 'tls.wallet' });
  });
});
