// What ships: the size of each bundle and how long a fresh Node.js takes to load it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './happy-path-bundle.mjs';
import { median } from './happy-path.mjs';

const RUNS = 9;

/** @returns `[{ name, bytes, loadMs }]`; `loadMs` for drivers only, medians */
export function bundles() {
  const dist = path.join(root, 'dist');
  const drivers = readdirSync(path.join(dist, 'drivers')).filter((name) => name.endsWith('.js'));
  return [
    ...['extension.js', 'workbench.js', 'test-worker.js', 'cli.js'].map((name) => ({ name, bytes: statSync(path.join(dist, name)).size })),
    ...drivers.map((name) => ({ name: `drivers/${name}`, bytes: statSync(path.join(dist, 'drivers', name)).size, loadMs: loadTime(path.join(dist, 'drivers', name)) })),
    ...[path.join(root, 'database-elements.vsix')].filter((file) => existsSync(file)).map((file) => ({ name: path.basename(file), bytes: statSync(file).size })),
  ];
}

function loadTime(file) {
  const script = 'const started = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - started));';
  return median(Array.from({ length: RUNS }, () => Number(execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' }))));
}

export function printBundles(results) {
  for (const { name, bytes, loadMs } of results) {
    console.log(`${name.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(6)} KB${loadMs === undefined ? '' : `   loads in ${loadMs.toFixed(1).padStart(6)} ms`}`);
  }
}
