import { databaseTypes } from '../databases/registry';
import type { ElementEntry } from '../elements/element-index';
import { envExample, exampleVariable, type ExampleVariable } from '../environments/env-example';
import { variablesOf } from '../environments/variables';
import type { CliArguments } from './arguments';
import { printJson, printNote } from './output';

/** `dbelements env-example`: prints an `.env.example`, or what stands in it as JSON. Exit status 1 when variables of a malformed file may be missing in it. */
export function printEnvExample(entries: readonly ElementEntry[], { format }: CliArguments): number {
  const malformed = entries.filter((entry) => entry.element === undefined);
  for (const { path, problems } of malformed) {
    const problem = problems.find(({ severity }) => severity === 'error');
    printNote(`${path}:${problem?.start.line ?? 1}: some of its variables may be missing here, for the file has errors: ${problem?.message ?? ''}`);
  }
  const variables = variablesOf(entries, databaseTypes);
  if (format === 'json') printJson({ variables: variables.map(exampleVariable).map(printed) });
  else process.stdout.write(envExample(variables));
  return malformed.length === 0 ? 0 : 1;
}

function printed({ key, name, description, default: fallback, required, secret }: ExampleVariable) {
  return { key, name, description: description ?? null, default: fallback ?? null, required, secret };
}
