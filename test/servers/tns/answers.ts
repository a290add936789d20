import { OracleError, type Rows } from './replies';

/** The sessions that there are and may be, for an account that may look at the server. */
export interface Sessions {
  readonly inUse: number;
  readonly allowed: number;
}

/** Answers what a connection test asks; without `sessions` as an ordinary user gets it, without the views of the administrator. */
export function factsAnswer(sql: string, sessions?: Sessions): Rows {
  if (/FROM v\$resource_limit/i.test(sql) && sessions !== undefined) return [{ IN_USE: sessions.inUse, ALLOWED: String(sessions.allowed) }];
  if (/FROM v\$/i.test(sql)) throw new OracleError(942, 'table or view does not exist');
  if (/SYS_CONTEXT/i.test(sql)) return [{ DATABASE: 'ORDERSPDB', USER: 'ORDERS_APP' }];
  if (/^SELECT (1|pause\([\d.]+\)) FROM dual$/i.test(sql)) return [{ 1: 1 }];
  throw new OracleError(900, 'invalid SQL statement');
}

/** How long `SELECT pause(0.15) FROM dual` takes, in milliseconds. */
export function delayOf(sql: string): number {
  return 1000 * Number(/\bpause\(([\d.]+)\)/.exec(sql)?.[1] ?? 0);
}
