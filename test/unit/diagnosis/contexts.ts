import type { ParameterValues } from '../../../src/databases/connection';
import type { DatabaseType } from '../../../src/databases/contract';
import type { FailureContext } from '../../../src/diagnosis/failure-context';
import type { PreparationFailure } from '../../../src/diagnosis/preparation-failure';

/** What an element of the type resolves to, passwords left out. */
export function valuesOf(type: DatabaseType): ParameterValues {
  return type.kind === 'file' ? { file: 'data/orders.db' } : { host: 'db.internal', port: 5433, database: 'orders', serviceName: 'orders', user: 'orders_app' };
}

export function contextOf(type: DatabaseType, change: Partial<FailureContext> = {}): FailureContext {
  return { type, values: valuesOf(type), environment: 'development', stage: 'authenticate', deadlineMs: 10_000, ranFrom: 'this machine', ...change };
}

export const certificate = {
  subject: 'CN=db.internal',
  issuer: 'CN=Company CA',
  validFrom: '2020-01-01',
  validTo: '2021-01-01',
  names: ['db.internal', '10.0.4.17'],
  fingerprint: 'AB:CD',
};

/** Everything that any code may come with. */
export const everyFact: Omit<PreparationFailure, 'code'> = {
  driverCode: '28P01',
  driverMessage: 'the driver says so',
  field: 'port',
  maybeMissing: true,
  speaks: 'SSH',
  certificate,
  portService: 'SQL Server Browser on UDP 1434',
  suggestedPort: 5432,
  suggestedTlsMode: 'require',
  address: '10.0.4.17:5433',
  clientAddress: '10.1.2.3',
  variable: 'ORDERS_DB_HOST',
  expected: 'a whole number from 1 to 65535',
  store: 'the OS keychain',
  owner: { elementId: '0b8f6c1e-5a43', environment: 'development', target: 'postgresql://orders_app@db.internal:5433' },
  otherTargets: ['postgresql://orders_app@old.internal:5432'],
};
