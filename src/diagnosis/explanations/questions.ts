import type { PreparationFailure } from '../preparation-failure';
import { hostScope } from '../readiness/public-host';
import type { Names } from './explanation';

/** Nothing stands between a machine and itself but its own firewall. */
export function firewall({ host }: Names): string {
  return hostScope(host) === 'loopback' ? "Does this machine's own firewall drop the packets?" : `Does a firewall, a VPN or a cloud allow-list stand between this machine and ${host}?`;
}

/** " (10.0.0.1 did not answer, 10.0.0.2 refused)" for a host with several addresses. */
export function tried({ attempts }: PreparationFailure): string {
  return attempts === undefined ? '' : ` (${attempts.join(', ')})`;
}
