import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { vsix } from '../machine/locations.mjs';

/** The files in a ZIP archive with their sizes when they are unpacked, from its central directory. */
function filesIn(zip: Buffer): ReadonlyMap<string, number> {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const files = new Map<string, number>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    files.set(zip.toString('utf8', at + 46, at + 46 + name), zip.readUInt32LE(at + 24));
    at += 46 + name + extra + comment;
  }
  return files;
}

describe('the packaged extension', () => {
  const archive = readFileSync(vsix);
  const files = filesIn(archive);
  const names = [...files.keys()];

  test('is small, and what every window reads of it is smaller', () => {
    expect(archive.byteLength).toBeLessThan(3 * 1024 ** 2);
    expect(files.get('extension/dist/extension.js')).toBeLessThan(150 * 1024);
  });

  test('has the keychain for every desktop platform, and no other native code', () => {
    for (const platform of ['win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64', 'linux-x64', 'linux-arm64', 'linux-arm', 'linuxmusl-x64']) {
      expect(names).toContain(`extension/dist/node_modules/keytar/prebuilds/${platform}/keytar.node`);
    }
    expect(names.filter((name) => name.endsWith('.node') && !name.includes('/keytar/prebuilds/'))).toEqual([]);
  });

  test('has the worker, the form and the drivers that may be shipped, and neither sources nor the driver that may not', () => {
    for (const part of ['workbench.js', 'cli.js', 'test-worker.js', 'webview/element-form.js', 'drivers/postgresql.js', 'drivers/mysql.js', 'drivers/sqlserver.js', 'drivers/sqlite.js', 'drivers/sql-wasm.wasm']) {
      expect(names).toContain(`extension/dist/${part}`);
    }
    expect(names.filter((name) => /\.(ts|map)$|dmdb|\/(src|test|webview-ui|sample)\//.test(name))).toEqual([]);
  });
});
