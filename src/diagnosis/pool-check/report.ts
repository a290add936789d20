import type { PoolCheckOutcome } from './check-pool';
import type { ErrorCounts, Percentiles } from './measurements';
import type { ServerConnections } from './server-limit';
import { milliseconds } from './verdict';

/** What was measured, as label and value: the same in the form, the log and the command line. */
export function poolFactsOf({ measurements, connections, settings, plan }: Pick<PoolCheckOutcome, 'measurements' | 'connections' | 'settings' | 'plan'>): { readonly label: string; readonly value: string }[] {
  const facts: [string, string | undefined][] = [
    ['Pool', `${settings.max} connections at the most, ${plan.clients} clients`],
    ['Server', serverText(connections)],
  ];
  if (measurements !== undefined) {
    const { network, load } = measurements;
    facts.push(
      ['Round trip', `${percentilesText(network.roundTrip)}, jitter ${milliseconds(network.jitter)}`],
      ['Connects', `${network.connects.attempts - network.connects.failed} of ${network.connects.attempts}, ${percentilesText(network.connects.connect)}${errorsText(network.connects.errors)}`],
      ['Acquire', percentilesText(load.acquire)],
      ['Statement', percentilesText(load.statement)],
      ['Requests', `${load.requests} in ${milliseconds(load.milliseconds)}, ${Math.round((load.requests * 1000) / Math.max(1, load.milliseconds))} per second`],
      ['Failed', `${load.timeouts} timed out${errorsText(load.errors)}`],
      ['Connections', `${load.mostOpen} open at the most`],
    );
  }
  return facts.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

/** Not every account may see how many connections there are. */
function serverText({ allowed, inUse }: ServerConnections = {}): string | undefined {
  if (allowed === undefined) return undefined;
  return inUse === undefined ? `${allowed} connections allowed` : `${inUse} of ${allowed} connections in use before`;
}

/** The whole report as text. Made from an outcome, which holds no secret. */
export function poolReportText(outcome: PoolCheckOutcome): string {
  const { element, type, endpoint, environment, verdict, warning, failure } = outcome;
  const lines = [`${element}  ${type}  ${endpoint}  ${environment}`, ...poolFactsOf(outcome).map(({ label, value }) => `  ${label.padEnd(11)} ${value}`)];
  if (warning !== undefined) lines.push(`  Warning     ${warning}`);
  if (failure !== undefined) lines.push(`${failure.code}: ${failure.message}`, ...failure.remedies.map((remedy) => `  - ${remedy}`));
  if (verdict !== undefined) lines.push(`${verdict.code}: ${verdict.message}`);
  return lines.join('\n');
}

function percentilesText(percentiles: Percentiles | undefined): string {
  if (percentiles === undefined) return 'none';
  return `p50 ${milliseconds(percentiles.p50)}, p95 ${milliseconds(percentiles.p95)}, p99 ${milliseconds(percentiles.p99)}`;
}

function errorsText(errors: ErrorCounts): string {
  return Object.entries(errors)
    .map(([code, count]) => `, ${count} ${code}`)
    .join('');
}
