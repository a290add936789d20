// What indexing costs over reading and parsing the same files:
//   node test/bench/index-files.mjs [files] [rounds]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './happy-path-bundle.mjs';

const FOLDERS = 100;

/** Alternates the two in rounds, so that whatever else the machine does meets both. Medians in milliseconds. */
export async function indexFiles(count = 10_000, rounds = 7) {
  const folder = mkdtempSync(path.join(tmpdir(), 'database-elements-bench-'));
  try {
    const { diskIndex, readAndParse } = await loadSubjects(path.join(folder, 'subjects.cjs'));
    const results = [];
    for (const [name, comments] of [['plain JSON', false], ['with comments', true]]) {
      const locations = makeFiles(path.join(folder, comments ? 'comments' : 'plain'), count, comments);
      const index = () => diskIndex(locations).index.refresh();
      const bare = () => readAndParse(locations);
      const times = { index: [], bare: [] };
      for (let round = -1; round < rounds; round += 1) {
        const order = round % 2 === 0 ? [['index', index], ['bare', bare]] : [['bare', bare], ['index', index]];
        for (const [key, run] of order) {
          const started = performance.now();
          await run();
          // The first round warms caches and compilers up.
          if (round >= 0) times[key].push(performance.now() - started);
        }
      }
      const [ours, theirs] = [median(times.index), median(times.bare)];
      results.push({ name: `${count} files, ${name}`, index: ours, bare: theirs, ratio: ours / theirs, readsAfterChange: await readsAfterChange(diskIndex(locations), locations) });
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both as they ship: bundled, with jsonc-parser's ES modules, for its main entry is UMD, which bundlers cannot follow. */
async function loadSubjects(outfile) {
  await build({ absWorkingDir: root, entryPoints: ['test/bench/index-files.ts'], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', mainFields: ['module', 'main'], logLevel: 'warning' });
  return createRequire(outfile)(outfile);
}

async function readsAfterChange({ index, reads }, locations) {
  await index.refresh();
  if (index.all().length !== locations.length || index.all().some((entry) => entry.problems.length > 0)) throw new Error('The files were not indexed as they should be.');
  reads.count = 0;
  await index.update(locations[0]);
  return reads.count;
}

function makeFiles(folder, count, comments) {
  return Array.from({ length: count }, (_, number) => {
    const relative = `app${number % FOLDERS}/databases/db${number}.dbelement.json`;
    const file = path.join(folder, relative);
    if (number < FOLDERS) mkdirSync(path.dirname(file), { recursive: true });
    const text = JSON.stringify(element(number), undefined, 2);
    writeFileSync(file, `${comments ? text.replace('\n  "title"', '\n  // Shown in the tree\n  "title"') : text}\n`);
    return { uri: file, folder, path: relative };
  });
}

function element(number) {
  return {
    id: `00000000-${number}`,
    type: number % 2 === 0 ? 'postgresql' : 'mysql',
    title: `Orders ${number}`,
    description: 'Business data of the shop',
    connection: { host: { variable: 'ORDERS_DB_HOST' }, port: 5432, database: 'orders', user: { variable: 'ORDERS_DB_USER' }, password: { keychain: true } },
    tls: { mode: 'verify-full', ca: 'certs/ca.pem' },
    pool: { min: 0, max: 10, idleTimeoutMs: 30000, acquireTimeoutMs: 10000 },
    timeouts: { connectMs: 10000 },
    variables: {
      ORDERS_DB_HOST: { name: 'Orders DB host', description: 'Where orders are kept', default: 'localhost', required: true },
      ORDERS_DB_USER: { name: 'Orders DB user', required: true },
    },
  };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function printIndexResults(results) {
  for (const { name, index, bare, ratio, readsAfterChange: reads } of results) {
    console.log(`${name.padEnd(28)} index ${index.toFixed(0).padStart(6)} ms   bare loop ${bare.toFixed(0).padStart(6)} ms   ratio ${ratio.toFixed(3)} (limit 1.5)   reads after one change ${reads}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printIndexResults(await indexFiles(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 7)));
