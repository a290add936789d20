// What resolving the variables of a large workspace costs. Run it with Node.js 24:
//   node test/bench/resolve.mjs [rounds]
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
    for (const element of elements) for (const result of resolveElement(element, type, sources).values()) if (result.kind === 'value' || result.kind === 'secret') found += 1;
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
  return { elements, sources, keys, values };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function printResults({ elements, variables, resolve, lookUps, ratio }) {
  console.log(`resolve ${elements} elements, ${variables} variables each   ${resolve.toFixed(2)} ms   bare look-ups ${lookUps.toFixed(2)} ms   ratio ${ratio.toFixed(1)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printResults(await resolveVariables(Number(process.argv[2] ?? 100)));
