import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { databaseTypes } from '../databases/registry';
import type { ElementEntry } from '../elements/element-index';
import { knownEnvironments } from '../environments/known-environments';
import { parseArguments, UsageError, USAGE, USAGE_HINT, type CliArguments } from './arguments';
import { checkElements } from './check';
import { printEnvExample } from './env-example';
import { folderSources, printFileProblems } from './folder-sources';
import { listElements } from './list';
import { checkPools } from './pool-check';
import { printNote, printText } from './output';
import { testElements } from './test';
import { envFileCandidates, folderSettings, indexFolder } from './workspace';

/** Runs the command line; resolves with the exit status. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const parsed = parseArguments(argv);
    if (parsed === 'help') {
      printText(USAGE);
      return 0;
    }
    return await run(parsed);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    printNote(`${error.message}\n\n${argv.length === 0 ? USAGE.trimEnd() : USAGE_HINT}`);
    return 2;
  }
}

async function run(args: CliArguments): Promise<number> {
  const folder = resolve(args.workspace);
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new UsageError(`There is no folder "${args.workspace}".`);
  const index = await indexFolder(folder, databaseTypes);
  const settingsFile = await folderSettings(folder);
  const { settings } = settingsFile;
  printFileProblems(settingsFile.problems);
  expectKnown(args, knownEnvironments(settings, await envFileCandidates(folder, settings)));
  expectElements(args, index.all());
  for (const name of args.names) if (index.named(name).length === 0) throw new UsageError(unknownElement(name, index.all()));
  const entries = args.names.length === 0 ? index.all() : [...new Set(args.names)].flatMap((name) => index.named(name));
  const sources = () => folderSources(folder, settings, args.environment, index.all());
  switch (args.command) {
    case 'list':
      return listElements(entries, index.sharedProblems(), await sources(), args);
    case 'test':
      return testElements(entries, folder, await sources(), args);
    case 'check':
      return checkElements(index.all(), folder, settingsFile, args);
    case 'pool-check':
      return checkPools(entries, folder, { settings, sources }, args);
    case 'env-example':
      return printEnvExample(entries, args);
  }
}

/** In another folder than the one that was meant, nothing fails; a deployment is not to pass for that. */
function expectElements({ command, workspace }: CliArguments, all: readonly ElementEntry[]): void {
  if (all.length === 0 && (command === 'test' || command === 'check')) throw new UsageError(`There is nothing to ${command}: no database elements (*.dbelement.json) are in the folder "${workspace}".`);
}

/** A shell completes paths of files, and people know titles. */
function unknownElement(name: string, all: readonly ElementEntry[]): string {
  const meant = all.find(({ path, title }) => path === name.replace(/^\.\//, '') || title === name);
  return `There is no database element "${name}". ${meant === undefined ? '"dbelements list" shows those that are there.' : `Did you mean "${meant.fullName}"?`}`;
}

/** A misspelt name finds values all the same, in `.env` or the process environment; a check would then apply the rules of another environment. */
function expectKnown({ command, environment }: CliArguments, known: readonly string[]): void {
  if (known.includes(environment)) return;
  const message = `Nothing here is named for the environment "${environment}": no setting and no .env file. Known are ${known.join(', ')}.`;
  if (command === 'check') throw new UsageError(`${message} If it is one, add "${environment}": {} to the setting "databaseElements.environments".`);
  printNote(message);
}
