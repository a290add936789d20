import type { ElementType } from '../elements/parameter';
import { connectMsOf } from './connect-timeout';
import type { ConnectionContext, ConnectionJob, ParameterValues } from './connection';
import { POOL_DEFAULTS } from './shared/server-parameters';

/** The pool parameters with every default in its place; the same for all types. */
export interface PoolSettings {
  readonly min: number;
  readonly max: number;
  readonly idleTimeoutMs: number;
  /** How long a request waits for a connection, whether one gets free or is made. */
  readonly acquireTimeoutMs: number;
  readonly connectMs: number;
  /** 0: a connection may live as long as it works. */
  readonly maxLifetimeMs: number;
}

/** Reads the pool parameters of a connection; absent ones have the default that the form shows. */
export function poolSettings(values: ParameterValues): PoolSettings {
  const number = (key: string, fallback: number): number => Number(values[key] ?? fallback);
  return {
    min: number('pool.min', POOL_DEFAULTS.min),
    max: number('pool.max', POOL_DEFAULTS.max),
    idleTimeoutMs: number('pool.idleTimeoutMs', POOL_DEFAULTS.idleTimeoutMs),
    acquireTimeoutMs: number('pool.acquireTimeoutMs', POOL_DEFAULTS.acquireTimeoutMs),
    maxLifetimeMs: number('pool.maxLifetimeMs', POOL_DEFAULTS.maxLifetimeMs),
    connectMs: connectMsOf(values),
  };
}

/** Whether connections of a type can be pooled: a file has no pool, and another extension's type none that could be checked. */
export function hasPool({ parameters }: Pick<ElementType, 'parameters'>): boolean {
  return parameters.some(({ group }) => group === 'pool');
}

/** The pool of the driver that applications use, filled over our sockets and with our TLS. */
export interface DriverPool {
  /** Rejects with AcquireTimeout, or with what the driver says of a connection that it could not make. */
  acquire(): Promise<PooledConnection>;
  /** Connections that are open, in use or not. */
  open(): number;
  /** Resolves when every connection has said goodbye. */
  close(): Promise<void>;
}

export interface PooledConnection {
  /** Runs a statement whose result nobody looks at. */
  run(sql: string): Promise<unknown>;
  /** Gives the connection back, or, after an error, to be thrown away. */
  release(error?: Error): void;
}

/** Makes the driver's pool; `context` gives each of its connections a context of its own. */
export type OpenPool = (job: ConnectionJob, settings: PoolSettings, context: () => ConnectionContext) => DriverPool;

/** No connection was to be had within the acquire timeout. */
export class AcquireTimeout extends Error {
  constructor(milliseconds: number, options?: ErrorOptions) {
    super(`No connection within ${milliseconds} ms`, options);
    this.name = 'AcquireTimeout';
  }
}

/** A driver is a bundle of its own with its own copy of the class, so the name tells it and not `instanceof`. */
export function isAcquireTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'AcquireTimeout';
}

/** For drivers whose own limit holds only once their pool is there, or that have none. */
export async function withinAcquireTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AcquireTimeout(milliseconds));
    }, milliseconds);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
