import { databaseTypes } from '../databases/registry';
import type { ElementEntry } from '../elements/element-index';
import { describeFileProblem, type FileProblem } from '../environments/file-problem';
import { envFileProblems, envFileReader, loadSources } from '../environments/load-sources';
import { secretKeysOf } from '../environments/secret-keys';
import type { Settings } from '../environments/settings';
import type { ValueSources } from '../environments/sources';
import { printNote } from './output';

/** The sources of the folder for an environment, of which `entries` are the elements; what is wrong in its `.env` files is said on standard error. */
export async function folderSources(folder: string, settings: Settings, environment: string, entries: readonly ElementEntry[]): Promise<ValueSources> {
  const secretKeys = secretKeysOf(entries, databaseTypes, folder);
  const sources = await loadSources(environment, { settings, secretKeys, readFile: envFileReader(folder) }, process.env);
  printFileProblems(envFileProblems(sources));
  return sources;
}

/** Says on standard error what is wrong in files that values come from. */
export function printFileProblems(problems: readonly FileProblem[]): void {
  for (const problem of problems) printNote(describeFileProblem(problem));
}
