import type { ConnectionJob } from '../../../src/databases/connection';

/** A job to classify errors of; `change` is what a case is about. */
export function job(change: Partial<ConnectionJob> = {}): ConnectionJob {
  return { type: 'fake', driver: 'fake', values: { host: 'db.test', port: 1, user: 'u', password: 'p', database: 'd' }, secretKeys: ['password'], tls: { mode: 'prefer' }, ...change };
}
