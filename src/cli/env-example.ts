import { databaseTypes } from '../databases/registry';
import type { ElementEntry } from '../elements/element-index';
import { envExample } from '../environments/env-example';
import { variablesOf } from '../environments/variables';
import { printNote } from './output';

/** `dbelements env-example`: prints an `.env.example`. Exit status 1 when a malformed file's variables are missing in it. */
export function printEnvExample(entries: readonly ElementEntry[]): number {
  const malformed = entries.filter((entry) => entry.element === undefined);
  for (const { path, problems } of malformed) {
    const problem = problems.find(({ severity }) => severity === 'error');
    printNote(`${path}:${problem?.start.line ?? 1}: its variables are left out, for the file has errors: ${problem?.message ?? ''}`);
  }
  process.stdout.write(envExample(variablesOf(entries, databaseTypes)));
  return malformed.length === 0 ? 0 : 1;
}
