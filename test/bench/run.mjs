// All benchmarks, which npm run bench runs after a build
import { load } from './happy-path-bundle.mjs';
import { bundles, printBundles } from './bundles.mjs';
import { cancels, diagnoses, printCancels } from './diagnoses.mjs';
import { happyPath, printResults } from './happy-path.mjs';
import { indexFiles, printIndexResults } from './index-files.mjs';
import { benchModels, printModelResults } from './models.mjs';
import { poolCheck, printPoolCheck } from './pool-check.mjs';
import { printResults as printResolveResults, printSwitchResults, resolveVariables, switchEnvironments } from './resolve.mjs';

console.log('Indexing against a bare loop that reads and parses');
printIndexResults(await indexFiles());

console.log('\nResolving variables, and switching the environment, against bare look-ups');
printResolveResults(await resolveVariables());
printSwitchResults(await switchEnvironments());

console.log('\nOpening a schema, and comparing models, against the bare driver');
printModelResults(await benchModels());

console.log('\nTest Connection against the bare driver');
const { startBenchServers } = await load('test/bench/happy-path-servers.ts');
const servers = await startBenchServers();
try {
  printResults(await happyPath(servers));
  console.log('\nA failure told against the bare driver\'s error');
  printResults(await diagnoses(servers));
  console.log('\nCancel');
  printCancels(await cancels(servers));
  console.log('\nPool Check against the same load on the bare driver');
  printPoolCheck(await poolCheck(servers));
} finally {
  await servers.stop();
}

console.log('\nWhat ships');
printBundles(bundles());
