import { OracleError, type Rows } from './replies';

/** Answers what a connection test asks, as an ordinary user gets it: without the views of the administrator. */
export function factsAnswer(sql: string): Rows {
  if (/FROM v\$/i.test(sql)) throw new OracleError(942, 'table or view does not exist');
  if (/SYS_CONTEXT/i.test(sql)) return [{ DATABASE: 'ORDERSPDB', USER: 'ORDERS_APP' }];
  throw new OracleError(900, 'invalid SQL statement');
}
