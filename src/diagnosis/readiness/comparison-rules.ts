import { TLS_MODES, type ParameterValues } from '../../databases/contract';
import { endpointOf } from '../../databases/target';
import type { TypedElement } from '../../databases/typed-element';
import { findParameter, parameterKey } from '../../elements/parameter';
import type { ValueSources } from '../../environments/sources';
import { plainValues } from '../prepare';
import { atPath, tlsPlace, type Finding, type ReadinessElement } from './finding';
import { roleOf, type ReadinessFolder } from './input';
import { hostScope } from './public-host';

interface Side {
  readonly environment: string;
  readonly values: ParameterValues;
  /** Something is set for this environment alone; otherwise it may be one that the application does not have. */
  readonly configured: boolean;
}

/**
 * What production and the places of testing have in common and should not. Development is left out: its values are
 * those of the machine that checks, and say nothing about a deployment.
 */
export function comparisonFindings(subject: ReadinessElement, typed: TypedElement, { sources, others }: ReadinessFolder): Finding[] {
  const role = roleOf(sources.environment);
  if (typed.type.kind !== 'server' || role === 'development') return [];
  const opposite = role === 'production' ? 'testing' : 'production';
  const side = (from: ValueSources): Side => ({ environment: from.environment, values: plainValues(typed.element, typed.type, from), configured: isConfigured(from) });
  const here = side(sources);
  const there = others.filter((other) => roleOf(other.environment) === opposite).map(side);
  return [
    ...sharedDatabase(subject, typed, here, there),
    ...sharedUser(subject, here, there),
    ...there.flatMap((other) => (role === 'production' ? weakerTls(subject, typed, here, other) : weakerTls(subject, typed, other, here))).slice(0, 1),
  ];
}

function sharedDatabase(subject: ReadinessElement, typed: TypedElement, here: Side, there: readonly Side[]): Finding[] {
  const own = addressOf(typed, here.values);
  const same = there.filter((other) => own !== undefined && addressOf(typed, other.values) === own);
  if (same.length === 0) return [];
  const names = enumerate([here, ...same].map((side) => side.environment));
  const loopback = hostScope(String(here.values['host'])) === 'loopback';
  const certain = !loopback && same.some((other) => other.configured);
  return [
    atPath(subject, 'shared-database', certain ? 'error' : 'warning', ['connection', 'host'], {
      message: `${names} lead to the same database, ${endpointOf(typed.type, here.values)}${loopback ? ', if both run on one machine' : ''}.`,
      remedy: 'Make the host or the database an environment variable, and give each environment its own value: tests change and delete data.',
    }),
  ];
}

function isConfigured({ environment, settings, envFiles }: ValueSources): boolean {
  return Object.keys(settings).length > 0 || envFiles.some((file) => file.name.includes(environment));
}

/** Where the data is: host, port and whatever else names a database of this type; undefined while the host is unknown. */
function addressOf({ type }: TypedElement, values: ParameterValues): string | undefined {
  const { host } = values;
  if (host === undefined || host === '') return undefined;
  const naming = type.parameters.filter((parameter) => parameter.group === 'connection' && parameter.kind !== 'secret' && !['host', 'port', 'user'].includes(parameter.name));
  return JSON.stringify([
    String(host).toLowerCase().replace(/\.$/, ''),
    Number(values['port'] ?? type.defaultPort),
    ...naming.map((parameter) => String(values[parameterKey(parameter)] ?? '')),
  ]);
}

function sharedUser(subject: ReadinessElement, here: Side, there: readonly Side[]): Finding[] {
  const { user } = here.values;
  const same = there.filter((other) => user !== undefined && user !== '' && other.values['user'] === user);
  if (same.length === 0) return [];
  const names = enumerate([here, ...same].map((side) => side.environment));
  return [
    atPath(subject, 'shared-user', 'warning', ['connection', 'user'], {
      message: `${names} sign in as the same user, "${String(user)}".`,
      remedy: 'Make the user an environment variable and give each environment its own: whoever knows the password of testing is then not let into production.',
    }),
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
function enumerate(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
