import { parseArgs } from 'node:util';
import { DEFAULT_ENVIRONMENT } from '../environments/sources';

export const COMMANDS = ['list', 'test', 'check', 'env-example'] as const;
export type Command = (typeof COMMANDS)[number];

export const FORMATS = ['text', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

/** What each command can print. */
const FORMATS_OF: Readonly<Record<Command, readonly Format[]>> = { list: ['text', 'json'], test: ['text', 'json'], check: FORMATS, 'env-example': ['text'] };

export interface CliArguments {
  readonly command: Command;
  readonly names: readonly string[];
  readonly workspace: string;
  readonly environment: string;
  readonly format: Format;
  readonly timeoutMs?: number;
}

export const USAGE = `Usage: dbelements <command> [full names...] [options]

Commands:
  list          the database elements of the workspace
  test          test their connections, all of them or those named
  check         check that they are ready to be deployed to the environment
  env-example   print an .env.example with their environment variables

Options:
  --workspace DIR       the workspace folder (default: the current folder)
  --environment NAME    development, testing, production or another (default: ${DEFAULT_ENVIRONMENT})
  --format text|json    how to print (default: text); check also takes github, for workflow annotations
  --timeout SECONDS     bounds each test (default: the element's connect timeout)
  --help                this text

Exit status: 0 all good, 1 something failed or is not ready, 2 wrong usage.
`;

/** Wrong usage, with the sentence for the person. */
export class UsageError extends Error {}

/** Parses the command line; 'help' when that was asked for. Throws UsageError. */
export function parseArguments(argv: readonly string[]): CliArguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [name, ...names] = positionals;
  const command = COMMANDS.find((candidate) => candidate === name);
  if (command === undefined) throw new UsageError(name === undefined ? 'A command is missing.' : `There is no command "${name}".`);
  const { timeout, environment = DEFAULT_ENVIRONMENT, workspace = '.' } = values;
  const formats = FORMATS_OF[command];
  const format = formats.find((candidate) => candidate === (values.format ?? 'text'));
  if (format === undefined) throw new UsageError(`--format of ${command} takes ${formats.join(' or ')}, not "${values.format ?? ''}".`);
  const seconds = timeout === undefined ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds > 0 && seconds <= 3600)) throw new UsageError(`--timeout takes seconds, above 0 and up to 3600; "${timeout ?? ''}" is not that.`);
  if (environment.trim() === '') throw new UsageError('--environment takes a name.');
  return { command, names, workspace, environment, format, ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        workspace: { type: 'string' },
        environment: { type: 'string' },
        format: { type: 'string' },
        timeout: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
