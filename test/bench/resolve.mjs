// What resolving the variables of a large workspace costs, and switching its environment. Run it with Node.js 24:
//   node test/bench/resolve.mjs [rounds]
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { load } from './happy-path-bundle.mjs';

const ELEMENTS = 1_000;
const WARM_UP = 20;

/** Every variable of every element, as switching the environment resolves them. */
const GROUPS = {
  connection: ['host', 'port', 'database', 'user', 'password'],
  tls: ['mode', 'ca'],
  pool: ['min', 'max'],
  timeouts: ['connectMs'],
};

/** A value that fits each parameter. */
const VALUES = { port: '5432', mode: 'verify-full', min: '0', max: '10', connectMs: '10000' };

/**
 * Measures resolving against a bare loop that looks the same keys up in a Map.
 * @returns `{ elements, variables, resolve, lookUps, ratio }`, milliseconds for all elements, medians
 */
export async function resolveVariables(rounds = 100) {
  const { resolveElement } = await load('src/environments/resolve.ts');
  const { databaseTypes } = await load('src/databases/registry.ts');
  const type = databaseTypes.find('postgresql');
  const { elements, sources, keys, values } = workspace();
  const resolve = () => {
    let found = 0;
    for (const element of elements) for (const [, result] of resolveElement(element, type, sources)) if (result.kind === 'value' || result.kind === 'secret') found += 1;
    return found;
  };
  const lookUps = () => {
    let found = 0;
    for (const own of keys) for (const key of own) if (values.get(key) !== undefined) found += 1;
    return found;
  };
  const expected = keys.flat().length;
  for (const work of [resolve, lookUps]) if (work() !== expected) throw new Error(`Found ${work()} values, expected ${expected}`);
  const times = { resolve: [], lookUps: [] };
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    // Which one goes first alternates: the second finds warmer caches.
    const order = round % 2 === 0 ? [['resolve', resolve], ['lookUps', lookUps]] : [['lookUps', lookUps], ['resolve', resolve]];
    for (const [name, work] of order) {
      const started = performance.now();
      work();
      if (round >= WARM_UP) times[name].push(performance.now() - started);
    }
  }
  const [ours, bare] = [median(times.resolve), median(times.lookUps)];
  return { elements: elements.length, variables: expected / elements.length, resolve: ours, lookUps: bare, ratio: ours / bare };
}

/**
 * Measures what switching the environment costs in a folder of 1,000 elements: its `.env` files are read and parsed anew,
 * the secret variables are gathered, and every element is resolved. The floor reads the same files and splits them into a Map.
 * @returns `{ elements, variables, switching, bare, ratio }`, milliseconds for all elements, medians
 */
export async function switchEnvironments(rounds = 30) {
  const { resolveElement } = await load('src/environments/resolve.ts');
  const { loadSources } = await load('src/environments/load-sources.ts');
  const { secretKeysOf } = await load('src/environments/secret-keys.ts');
  const { readSettings } = await load('src/environments/settings.ts');
  const { databaseTypes } = await load('src/databases/registry.ts');
  const type = databaseTypes.find('postgresql');
  const { elements, keys, values } = workspace();
  const folder = await mkdtemp(path.join(tmpdir(), 'database-elements-switch-'));
  try {
    const environments = ['testing', 'production'];
    const files = environments.map((environment) => `.env.${environment}`);
    for (const file of files) await writeFile(path.join(folder, file), [...values].map(([key, value]) => `${key}=${value}`).join('\n'));
    const { settings } = readSettings(() => undefined);
    const entries = elements.map((element) => ({ element, folder }));
    const readFolderFile = async (name) => {
      try {
        return await readFile(path.join(folder, name), 'utf8');
      } catch {
        return undefined;
      }
    };
    const switching = async (round) => {
      const sources = await loadSources(environments[round % 2], { settings, secretKeys: secretKeysOf(entries, databaseTypes, folder), readFile: readFolderFile }, {});
      let found = 0;
      for (const element of elements) for (const [, result] of resolveElement(element, type, sources)) if (result.kind === 'value' || result.kind === 'secret') found += 1;
      return found;
    };
    const bare = async (round) => {
      const text = await readFile(path.join(folder, files[round % 2]), 'utf8');
      const parsed = new Map(text.split('\n').map((line) => line.split('=', 2)));
      let found = 0;
      for (const own of keys) for (const key of own) if (parsed.get(key) !== undefined) found += 1;
      return found;
    };
    const expected = keys.flat().length;
    for (const work of [switching, bare]) {
      const found = await work(0);
      if (found !== expected) throw new Error(`Found ${found} values, expected ${expected}`);
    }
    const times = { switching: [], bare: [] };
    for (let round = 0; round < WARM_UP + rounds; round += 1) {
      const order = round % 4 < 2 ? [['switching', switching], ['bare', bare]] : [['bare', bare], ['switching', switching]];
      for (const [name, work] of order) {
        const started = performance.now();
        await work(round);
        if (round >= WARM_UP) times[name].push(performance.now() - started);
      }
    }
    const [ours, floor] = [median(times.switching), median(times.bare)];
    return { elements: elements.length, variables: expected / elements.length, switching: ours, bare: floor, ratio: ours / floor };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Elements whose every parameter is a variable of its own; the values are spread over all sources. */
function workspace() {
  const sources = { environment: 'production', settings: {}, process: {}, envFiles: [{ name: '.env.production', values: {} }, { name: '.env', values: {} }] };
  const places = [sources.settings, sources.process, sources.envFiles[0].values, sources.envFiles[1].values];
  const values = new Map();
  const keys = [];
  const elements = Array.from({ length: ELEMENTS }, (_, number) => {
    const own = [];
    const bindings = { connection: {}, tls: {}, pool: {}, timeouts: {}, options: {} };
    const variables = {};
    for (const [group, names] of Object.entries(GROUPS)) {
      for (const name of names) {
        const key = `E${number}_${group.toUpperCase()}_${name.toUpperCase()}`;
        const value = VALUES[name] ?? `${name}${number}`;
        bindings[group][name] = { variable: key };
        variables[key] = { name: key, required: true };
        // A secret is not taken from settings.
        places[name === 'password' ? 2 : (number + own.length) % places.length][key] = value;
        values.set(key, value);
        own.push(key);
      }
    }
    keys.push(own);
    return { id: `element-${number}`, type: 'postgresql', title: `Element ${number}`, bindings, variables };
  });
  const secretKeys = new Set(keys.map((own) => own[GROUPS.connection.indexOf('password')]));
  return { elements, sources: { ...sources, secretKeys }, keys, values };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function printResults({ elements, variables, resolve, lookUps, ratio }) {
  console.log(`resolve ${elements} elements, ${variables} variables each   ${resolve.toFixed(2)} ms   bare look-ups ${lookUps.toFixed(2)} ms   ratio ${ratio.toFixed(1)}`);
}

export function printSwitchResults({ elements, variables, switching, bare, ratio }) {
  console.log(`switch the environment, ${elements} elements, ${variables} variables each   ${switching.toFixed(2)} ms   bare read and look-ups ${bare.toFixed(2)} ms   ratio ${ratio.toFixed(1)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  printResults(await resolveVariables(Number(process.argv[2] ?? 100)));
  printSwitchResults(await switchEnvironments(Number(process.argv[2] ?? 30)));
}
