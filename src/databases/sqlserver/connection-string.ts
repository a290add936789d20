import type { ParameterValues } from '../connection';

type Value = ParameterValues[string] | undefined;

/** Keywords for each mode of TLS. None of them says "prefer", nor "any name of a trusted authority": the next stricter one stands in. */
const ENCRYPTION: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  disable: [['Encrypt', 'False']],
  prefer: [['Encrypt', 'True'], ['TrustServerCertificate', 'True']],
  require: [['Encrypt', 'True'], ['TrustServerCertificate', 'True']],
  'verify-ca': [['Encrypt', 'True']],
  'verify-full': [['Encrypt', 'True']],
};

/** The keywords of ADO.NET, as SSMS, SqlClient and the driver `mssql` take them. */
export function sqlserverString(values: ParameterValues): string {
  const { host, port, instance, database, user, password } = values;
  const server = `${host ?? ''}${isStated(port) ? `,${port}` : isStated(instance) ? `\\${instance}` : ''}`;
  const strict = values['options.strictEncryption'] === true;
  const pairs: readonly (readonly [string, Value])[] = [
    ['Server', server],
    ['Database', database],
    ['User ID', user],
    ['Password', password],
    ...(strict ? [['Encrypt', 'Strict'] as const] : (ENCRYPTION[String(values['tls.mode'] ?? 'prefer')] ?? [])),
    ['ApplicationIntent', values['options.applicationIntent']],
    ['Application Name', values['options.applicationName']],
  ];
  return pairs.flatMap(([keyword, value]) => (isStated(value) ? [`${keyword}=${quoted(String(value))}`] : [])).join(';');
}

function isStated(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined && value !== '';
}

/** What has a meaning in the string is put in quotes, and these are doubled inside. */
function quoted(value: string): string {
  return /^[^;'"={}\s]+(?: [^;'"={}\s]+)*$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`;
}
