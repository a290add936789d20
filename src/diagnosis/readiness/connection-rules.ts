import type { TestOutcome } from '../outcome';
import { atPath, type Finding, type ReadinessElement } from './finding';

/** What a test of the connection adds: that it does not work, or that its account may do more than an application needs. */
export function connectionFindings(subject: ReadinessElement, { failure, server }: TestOutcome): Finding[] {
  // A variable without a value is a finding of its own, whether somebody connects or not.
  if (failure?.code === 'variable-unset') return [];
  if (failure !== undefined) {
    const remedy = failure.remedies[0] ?? 'Test the connection for what to do about it.';
    return [atPath(subject, 'connection-failed', 'error', ['connection'], { message: `${failure.code}: ${failure.message}`, remedy })];
  }
  const findings = server?.privileges?.findings ?? [];
  return findings.map(({ code, message, remedy }) => atPath(subject, 'excess-privileges', 'warning', ['connection', 'user'], { message: `${code}: ${message}`, remedy: `Use an account made for this database alone:\n${remedy}` }));
}
