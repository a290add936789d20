import oracledb from 'oracledb';
import type { ParameterValues } from '../connection';

const privileges: Readonly<Record<string, number>> = {
  sysdba: oracledb.SYSDBA,
  sysoper: oracledb.SYSOPER,
  sysbackup: oracledb.SYSBACKUP,
  sysdg: oracledb.SYSDG,
  syskm: oracledb.SYSKM,
  sysasm: oracledb.SYSASM,
  sysrac: oracledb.SYSRAC,
};

/** The role to sign in with, in oracledb's terms; none for an ordinary account. */
export function privilegeOf(values: ParameterValues): { readonly privilege?: number } {
  const privilege = privileges[String(values['options.role'] ?? 'none')];
  return privilege === undefined ? {} : { privilege };
}
