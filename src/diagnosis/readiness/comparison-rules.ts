import type { ParameterValues } from '../../databases/connection';
import type { DatabaseType } from '../../databases/contract';
import { TLS_MODES } from '../../databases/tls';
import { endpointOf } from '../../databases/target';
import type { TypedElement } from '../../databases/typed-element';
import { findParameter, parameterKey } from '../../elements/parameter';
import type { Path } from '../../elements/problem';
import type { ValueSources } from '../../environments/sources';
import { plainValues } from '../prepare';
import { atPath, tlsPlace, type Finding, type ReadinessElement } from './finding';
import { roleOf, type EnvironmentRole, type ReadinessFolder } from './input';
import { hostScope } from './public-host';

interface Side {
  readonly environment: string;
  readonly values: ParameterValues;
  /** Something is set for this environment alone; otherwise it may be one that the application does not have. */
  readonly configured: boolean;
}

/** What several environments have in common and should not. */
interface Shared extends Pick<Finding, 'message' | 'remedy' | 'severity'> {
  readonly code: 'shared-database' | 'shared-server' | 'shared-user';
  readonly path: Path;
}

/**
 * What production and the places of testing have in common and should not. Development is left out: its values are
 * those of the machine that checks, and say nothing about a deployment.
 */
export function comparisonFindings(subject: ReadinessElement, typed: TypedElement, { sources, others }: ReadinessFolder): Finding[] {
  const role = roleOf(sources.environment);
  if (typed.type.kind !== 'server' || role === 'development') return [];
  const opposite = role === 'production' ? 'testing' : 'production';
  const side = sideOf(typed);
  const here = side(sources);
  const there = others.filter((other) => roleOf(other.environment) === opposite).map(side);
  return [
    ...shared(typed, here, there).map(({ code, severity, path, message, remedy }) => atPath(subject, code, severity, path, { message, remedy })),
    ...there.flatMap((other) => (role === 'production' ? weakerTls(subject, typed, here, other) : weakerTls(subject, typed, other, here))).slice(0, 1),
  ];
}

/**
 * The same for the tree, whatever environment is in use: a sentence for each thing that production shares with a place of
 * testing, as far as both are set up. `all` are the known environments, without the process environment.
 */
export function sharedAcross(typed: TypedElement, all: readonly ValueSources[]): readonly string[] {
  if (typed.type.kind !== 'server') return [];
  const configured = (role: EnvironmentRole) => all.filter((sources) => roleOf(sources.environment) === role && isConfigured(sources)).map(sideOf(typed));
  const testing = configured('testing');
  return configured('production').flatMap((production) => shared(typed, production, testing).map(({ message }) => message));
}

function sideOf({ element, type }: TypedElement) {
  return (from: ValueSources): Side => ({ environment: from.environment, values: plainValues(element, type, from), configured: isConfigured(from) });
}

function shared(typed: TypedElement, here: Side, there: readonly Side[]): Shared[] {
  const databases = sharedDatabase(typed, here, there);
  return [...databases, ...(databases.length > 0 ? [] : sharedServer(typed, here, there)), ...sharedUser(here, there)];
}

function sharedDatabase(typed: TypedElement, here: Side, there: readonly Side[]): Shared[] {
  const own = addressOf(typed, here.values);
  const same = there.filter((other) => own !== undefined && addressOf(typed, other.values) === own);
  if (same.length === 0) return [];
  const loopback = isLoopbackHost(here);
  const certain = !loopback && same.some((other) => other.configured);
  return [
    {
      code: 'shared-database',
      severity: certain ? 'error' : 'warning',
      path: ['connection', 'host'],
      message: `${namesOf(here, same)} lead to the same database, ${endpointOf(typed.type, here.values)}${loopback ? ', if both run on one machine' : ''}.`,
      remedy: 'Make the host or the database an environment variable, and give each environment its own value: tests change and delete data.',
    },
  ];
}

/** One machine is enough to develop on, so a loopback address is not one server. */
function sharedServer({ type }: TypedElement, here: Side, there: readonly Side[]): Shared[] {
  const own = serverOf(type, here.values);
  const same = there.filter((other) => own !== undefined && serverOf(type, other.values) === own && other.configured);
  if (same.length === 0 || isLoopbackHost(here)) return [];
  return [
    {
      code: 'shared-server',
      severity: 'warning',
      path: ['connection', 'host'],
      message: `${namesOf(here, same)} use the same server, ${String(here.values['host'])}:${String(here.values['port'] ?? type.defaultPort ?? '')}.`,
      remedy: 'Give each environment a server of its own: load and mistakes of tests are then not felt in production.',
    },
  ];
}

function isConfigured({ environment, settings, envFiles }: ValueSources): boolean {
  return Object.keys(settings).length > 0 || envFiles.some((file) => file.name.includes(environment));
}

function isLoopbackHost({ values }: Side): boolean {
  return hostScope(String(values['host'])) === 'loopback';
}

function serverOf(type: DatabaseType, values: ParameterValues): string | undefined {
  const { host } = values;
  if (host === undefined || host === '') return undefined;
  return JSON.stringify([String(host).toLowerCase().replace(/\.$/, ''), Number(values['port'] ?? type.defaultPort)]);
}

/** Where the data is: the server and whatever else names a database of this type; undefined while the host is unknown. */
function addressOf({ type }: TypedElement, values: ParameterValues): string | undefined {
  const server = serverOf(type, values);
  if (server === undefined) return undefined;
  const naming = type.parameters.filter((parameter) => parameter.group === 'connection' && parameter.kind !== 'secret' && !['host', 'port', 'user'].includes(parameter.name));
  return JSON.stringify([server, ...naming.map((parameter) => String(values[parameterKey(parameter)] ?? ''))]);
}

function sharedUser(here: Side, there: readonly Side[]): Shared[] {
  const { user } = here.values;
  const same = there.filter((other) => user !== undefined && user !== '' && other.values['user'] === user);
  if (same.length === 0) return [];
  return [
    {
      code: 'shared-user',
      severity: 'warning',
      path: ['connection', 'user'],
      message: `${namesOf(here, same)} sign in as the same user, "${String(user)}".`,
      remedy: 'Make the user an environment variable and give each environment its own: whoever knows the password of testing is then not let into production.',
    },
  ];
}

function weakerTls(subject: ReadinessElement, { element, type }: TypedElement, production: Side, testing: Side): Finding[] {
  const parameter = findParameter(type, 'tls.mode');
  // Where nothing connects, nothing is weaker.
  if (parameter === undefined || production.values['host'] === undefined || testing.values['host'] === undefined) return [];
  const modeOf = ({ values }: Side) => TLS_MODES.find((mode) => mode === (values['tls.mode'] ?? parameter.default)) ?? 'prefer';
  const [weak, strong] = [modeOf(production), modeOf(testing)];
  if (TLS_MODES.indexOf(weak) >= TLS_MODES.indexOf(strong)) return [];
  return [
    atPath(subject, 'weaker-tls', 'error', tlsPlace(element), {
      message: `TLS is weaker in ${production.environment} ("${weak}") than in ${testing.environment} ("${strong}").`,
      remedy: `Use at least "${strong}" in ${production.environment}; what was tested is then what runs.`,
    }),
  ];
}

/** "a, b and c". */
function namesOf(here: Side, same: readonly Side[]): string {
  const names = [here, ...same].map((side) => side.environment);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
