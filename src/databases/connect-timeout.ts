import type { ParameterValues } from './connection';

/** What an element that does not say gives connecting, in milliseconds. */
export const DEFAULT_CONNECT_MS = 10_000;

/** How long connecting may take, in milliseconds. */
export function connectMsOf(values: ParameterValues): number {
  return Number(values['timeouts.connectMs'] ?? DEFAULT_CONNECT_MS);
}
