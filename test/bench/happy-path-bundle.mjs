// Bundles TypeScript of this repository for plain Node.js, which does not resolve its imports.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The exports of a TypeScript file, given from the root of the repository. */
export async function load(file) {
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-bench-'));
  const outfile = path.join(folder, 'bundle.cjs');
  try {
    await build({ absWorkingDir: root, entryPoints: [file], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['pg-native', 'cardinal', 'supports-color'], logLevel: 'warning' });
    return createRequire(outfile)(outfile);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
