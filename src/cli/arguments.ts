import { parseArgs } from 'node:util';
import { LIMITS, planProblem, type PoolCheckPlan } from '../diagnosis/pool-check/plan';
import { databaseTypes } from '../databases/registry';
import { DEFAULT_ENVIRONMENT } from '../environments/sources';

export const COMMANDS = ['list', 'test', 'check', 'env-example', 'pool-check'] as const;
export type Command = (typeof COMMANDS)[number];

export const FORMATS = ['text', 'json', 'github'] as const;
export type Format = (typeof FORMATS)[number];

export interface CliArguments {
  readonly command: Command;
  readonly names: readonly string[];
  readonly workspace: string;
  readonly environment: string;
  readonly format: Format;
  readonly timeoutMs?: number;
  /** `check` also connects. */
  readonly connect: boolean;
  /** Of the plan of a pool check; what is absent has its default. */
  readonly plan: Partial<PoolCheckPlan>;
  /** What is asked first elsewhere is agreed to. */
  readonly yes: boolean;
  /** Folders of the drivers that the user installs, by type. */
  readonly driverFolders: ReadonlyMap<string, string>;
}

const INSTALLED = databaseTypes.all.flatMap(({ id, driverPackage }) => (driverPackage === undefined ? [] : [{ id, option: `${id}-driver`, name: driverPackage.name }]));

const SYNOPSIS = 'Usage: dbelements <command> [full names...] [options]';

/** Beside what is wrong: the whole would push that off the screen. */
export const USAGE_HINT = `${SYNOPSIS}
"dbelements --help" lists commands and options.`;

export const USAGE = `${SYNOPSIS}

Commands:
  list          the database elements of the workspace
  test          test their connections, all of them or those named
  check         check that they are ready to be deployed to the environment
  env-example   print an .env.example with their environment variables
  pool-check    put load on the connection pools of those named, and say whether they are right

Options:
  --workspace DIR       the workspace folder (default: the current folder)
  --environment NAME    development, testing, production or another (default: ${DEFAULT_ENVIRONMENT})
  --format text|json    how to print (default: text); check also takes github, for workflow annotations
  --timeout SECONDS     bounds each test (default: the element's connect timeout)
  --connect             check: also connect, look at what the accounts may do, and compare models
  --clients N           pool-check: requests at the same time (default: twice pool.max)
  --hold MS             pool-check: how long each keeps its connection (default: 20)
  --duration SECONDS    pool-check: for how long (default: 5)
  --instances N         pool-check: instances of the application, to be held against the server's limit (default: 1)
  --statement SQL       pool-check: what each runs (default: one that costs next to nothing)
  --yes                 pool-check: also in a protected environment, and with too little room on the server
${INSTALLED.map(({ option, name }) => `  --${`${option} DIR`.padEnd(20)}the folder in which ${name} is installed`).join('\n')}
  --help                this text

Exit status: 0 all good, 1 something failed or is not ready, 2 wrong usage.
`;

/** Of --timeout, in seconds. No connection is made in less; the element's own timeout begins there too. */
const TIMEOUT = { min: 0.1, max: 3600 };

/** Wrong usage, with the sentence for the person. */
export class UsageError extends Error {}

/** Parses the command line; 'help' when that was asked for. Throws UsageError. */
export function parseArguments(argv: readonly string[]): CliArguments | 'help' {
  const { values, positionals } = parse(argv);
  if (values.help === true) return 'help';
  const [name, ...names] = positionals;
  const command = COMMANDS.find((candidate) => candidate === name);
  if (command === undefined) throw new UsageError(name === undefined ? 'A command is missing.' : `There is no command "${name}".`);
  const given = new Map<string, unknown>(Object.entries(values));
  const driverFolders = new Map(
    INSTALLED.flatMap(({ id, option }) => {
      const folder = given.get(option);
      return typeof folder === 'string' ? [[id, folder] as const] : [];
    }),
  );
  const { timeout, environment = DEFAULT_ENVIRONMENT, workspace = '.' } = values;
  // Annotations are about places in files, which only a check has for all that it says.
  const formats = command === 'check' ? FORMATS : FORMATS.filter((candidate) => candidate !== 'github');
  const format = formats.find((candidate) => candidate === (values.format ?? 'text'));
  if (format === undefined) throw new UsageError(`--format of ${command} takes ${formats.join(' or ')}, not "${values.format ?? ''}".`);
  const seconds = timeout === undefined ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds >= TIMEOUT.min && seconds <= TIMEOUT.max)) throw new UsageError(`--timeout takes seconds, from ${TIMEOUT.min} to ${TIMEOUT.max}; "${timeout ?? ''}" is not that.`);
  if (environment.trim() === '') throw new UsageError('--environment takes a name.');
  // A variable that is not set in a script: the current folder is not what was meant.
  for (const [option, folder] of [['workspace', workspace], ...INSTALLED.map(({ option }) => [option, given.get(option)] as const)] as const) {
    if (folder === '') throw new UsageError(`--${option} takes a folder.`);
  }
  const plan = planOf(values);
  const yes = values.yes === true;
  if (command !== 'pool-check' && (yes || Object.keys(plan).length > 0)) {
    throw new UsageError('--clients, --hold, --duration, --instances, --statement and --yes are for pool-check.');
  }
  const connect = values.connect === true;
  if (connect && command !== 'check') throw new UsageError('--connect is for check.');
  return { command, names, workspace, environment, format, connect, plan, yes, driverFolders, ...(seconds === undefined ? {} : { timeoutMs: seconds * 1000 }) };
}

/** Each number of the plan with its option, what one of the option's units is in the plan's, and the unit. */
const PLAN_OPTIONS = [
  ['clients', 'clients', 1, ''],
  ['hold', 'holdMs', 1, ' milliseconds'],
  ['duration', 'durationMs', 1000, ' seconds'],
  ['instances', 'instances', 1, ''],
] as const;

function planOf(values: Readonly<Record<string, unknown>>): Partial<PoolCheckPlan> {
  const { statement } = values;
  const plan: { -readonly [K in keyof PoolCheckPlan]?: PoolCheckPlan[K] } = typeof statement === 'string' ? { statement } : {};
  for (const [option, name, factor, unit] of PLAN_OPTIONS) {
    const text = values[option];
    if (typeof text !== 'string') continue;
    const stated = text.trim() === '' ? Number.NaN : Number(text);
    const number = factor === 1 ? stated : Math.round(stated * factor);
    if (planProblem(name, number) !== undefined) {
      const { min, max } = LIMITS[name];
      throw new UsageError(`--${option} takes a ${factor === 1 ? 'whole ' : ''}number from ${min / factor} to ${max / factor}${unit}; "${text}" is not that.`);
    }
    plan[name] = number;
  }
  return plan;
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
        connect: { type: 'boolean' },
        clients: { type: 'string' },
        hold: { type: 'string' },
        duration: { type: 'string' },
        instances: { type: 'string' },
        statement: { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        ...Object.fromEntries(INSTALLED.map(({ option }) => [option, { type: 'string' } as const])),
      },
    });
  } catch (error) {
    // Node goes on with advice for arguments that no command here takes.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(`${said.replace(/\.$/, '')}.`);
  }
}
