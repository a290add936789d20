import type { ServerFacts } from '../../databases/contract';
import type { PoolSettings } from '../../databases/pool';
import type { PoolCheckPlan } from './plan';

/** What the server says of its connections before the load; absent numbers are not shown to this account. */
export interface ServerConnections {
  readonly allowed?: number;
  /** Without the one that asked. */
  readonly inUse?: number;
}

export function serverConnections({ connectionsAllowed, connectionsInUse }: ServerFacts): ServerConnections {
  return {
    ...(connectionsAllowed === undefined ? {} : { allowed: connectionsAllowed }),
    ...(connectionsInUse === undefined ? {} : { inUse: Math.max(0, connectionsInUse - 1) }),
  };
}

/** Connections that are free for the pools of the application; undefined when the server does not tell its limit. */
function roomOf({ allowed, inUse = 0 }: ServerConnections): number | undefined {
  return allowed === undefined ? undefined : Math.max(0, allowed - inUse);
}

/** The largest pool of which all instances fit into what is free, at least 1. */
export function largestPool(connections: ServerConnections, { instances }: PoolCheckPlan): number | undefined {
  const room = roomOf(connections);
  return room === undefined ? undefined : Math.max(1, Math.floor(room / instances));
}

/** Said before the load when the pools could take more connections than are free; undefined when they fit. */
export function limitWarning(connections: ServerConnections, plan: PoolCheckPlan, { max }: PoolSettings): string | undefined {
  const room = roomOf(connections);
  const needed = max * plan.instances;
  if (room === undefined || needed <= room) return undefined;
  const instances = plan.instances === 1 ? '' : ` times ${plan.instances} instances`;
  const inUse = connections.inUse === undefined ? '' : ` and ${connections.inUse} are in use`;
  return `pool.max ${max}${instances} takes up to ${needed} connections, but the server allows ${connections.allowed ?? 0}${inUse}, so that ${room} are free.`;
}
