// `npm test`: prepares the machine, then runs every check of the project and says what passed, failed and was left out.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { browserPackages, e2ePackages, ensureCodeServer, ensureDmDriver, ensureNpmPackages, ensureSystemPackages, integrationPackages } from './prepare.mjs';
import { realServers, root } from './locations.mjs';
import { projectEnvironment, run } from './run.mjs';

const USAGE = `npm test runs every check and takes no arguments. Of one level, a file or a test:

  npm run test:unit -- test/unit/elements -t "trailing comma"

Levels are test:unit, test:webview, test:integration and test:e2e; npm run check is lint, type check and unit tests.`;

const asked = process.argv.slice(2);
if (asked.length > 0) {
  console.log(USAGE);
  process.exit(asked.every((argument) => ['--help', '-h'].includes(argument)) ? 0 : 2);
}

const reports = mkdtempSync(path.join(tmpdir(), 'database-elements-reports-'));
const totals = { passed: 0, failed: 0 };
/** What failed, by name: the end of a long log is all that is sometimes kept. */
const failures = [];
/** Tests that their own condition left out, by name. */
const skipped = [];
const results = [];

/** Runs one step and keeps its result. A step returns why it failed, `{ leftOut: why }`, or nothing when it passed. */
async function step(name, work) {
  console.log(`\n=== ${name}`);
  const start = Date.now();
  let result;
  try {
    result = await work();
  } catch (error) {
    result = error instanceof Error ? error.message : String(error);
  }
  const outcome = result === undefined ? 'passed' : result.leftOut === undefined ? `FAILED: ${result}` : `LEFT OUT: ${result.leftOut}`;
  const line = `${name.padEnd(12)} ${String(Math.round((Date.now() - start) / 1000)).padStart(5)} s  ${outcome}`;
  console.log(`=== ${line}`);
  results.push({ line, ok: result === undefined, leftOut: result?.leftOut !== undefined });
  return result === undefined;
}

async function npmScript(name) {
  const code = await run('npm', ['run', '-s', name], { env: projectEnvironment() });
  return code === 0 ? undefined : `exit code ${code}`;
}

async function vitest(project, minutes) {
  const file = path.join(reports, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('vitest', args, { env: projectEnvironment(), minutes });
  const { passed, failed, leftOut } = count(file);
  totals.passed += passed;
  // What fails outside a test, such as a set-up, is counted too: a failed project never adds nothing.
  totals.failed += code === 0 ? failed.length : Math.max(failed.length, 1);
  failures.push(...failed.map((name) => `${project}: ${name}`));
  skipped.push(...leftOut.map((name) => `${project}: ${name}`));
  if (code !== 0) return `exit code ${code}, ${failed.length} tests failed`;
  return passed === 0 ? 'no test ran' : undefined;
}

/** How many tests passed, and the names of those that failed or were left out. */
function count(file) {
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: [], leftOut: [] };
  }
  const files = report.testResults.map((one) => ({ ...one, name: path.relative(root, one.name) }));
  const named = (one, ...statuses) => one.assertionResults.filter((test) => statuses.includes(test.status)).map((test) => `${one.name}: ${test.fullName}`);
  const passed = files.flatMap((one) => named(one, 'passed')).length;
  const failed = files.flatMap((one) => {
    const names = named(one, 'failed');
    // A file that cannot be loaded is one failure without a test in it.
    return names.length === 0 && one.status === 'failed' ? [one.name] : names;
  });
  return { passed, failed, leftOut: files.flatMap((one) => named(one, 'skipped', 'pending', 'todo')) };
}

/** A vitest project that needs Debian packages, and is left out with the reason where they cannot be had. */
async function withSystemPackages(packages, work) {
  const missing = await ensureSystemPackages(packages);
  return missing === undefined ? work() : { leftOut: missing };
}

async function main() {
  if (!(await step('npm packages', ensureNpmPackages))) return;
  await step('lint', () => npmScript('lint'));
  await step('typecheck', () => npmScript('typecheck'));
  await step('unit', () => vitest('unit', 10));
  await step('webview', () => withSystemPackages(browserPackages, () => vitest('webview', 10)));
  const packaged = await step('package', () => npmScript('package'));
  await step('dm driver', async () => {
    const missing = await ensureDmDriver();
    return missing === undefined ? undefined : { leftOut: missing };
  });
  await step('integration', () => withSystemPackages(integrationPackages, () => vitest('integration', 20)));
  await step('e2e', async () => {
    if (!packaged) return 'there is no package to test';
    // The windows talk to the servers of the integration tests.
    return withSystemPackages([...integrationPackages, ...e2ePackages], async () => {
      await ensureCodeServer();
      return vitest('e2e', 40);
    });
  });
}

await main();
rmSync(reports, { recursive: true, force: true });
console.log(`\n${results.map((result) => result.line).join('\n')}\n`);
for (const name of skipped) console.log(`not run: ${name}`);
for (const { label, variable, url } of realServers) if (!url) console.log(`not run: the conformance suite against a real ${label}, as ${variable} names none (see CONTRIBUTING.md)`);
const complete = process.env.CI ? results.every((result) => result.ok) : results.every((result) => result.ok || result.leftOut);
for (const failure of failures) console.log(`failed: ${failure}`);
if (totals.passed + totals.failed === 0) console.log('No test ran.');
process.exitCode = complete && totals.failed === 0 && totals.passed > 0 ? 0 : 1;
console.log(`${totals.passed} passed, ${totals.failed} failed`);
