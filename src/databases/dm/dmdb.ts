import { devNull } from 'node:os';
import * as z from 'zod/mini';
import type { ConnectionContext, ConnectionJob } from '../connection';
import { requirePackage } from '../shared/driver-package';
import { property } from '../shared/network-failure';
import { connectMsOf } from '../connect-timeout';
import { remoteEndpoint } from '../shared/tls-stage';
import { defined, portValue, requiredText, textValue } from '../shared/values';
import { DEFAULT_PORT } from './default-port';
import { dmdbPackage } from './package';

/** The part of dmdb's documented API that is used. */
export interface Dmdb {
  readonly OUT_FORMAT_OBJECT: number;
  getConnection(attributes: Readonly<Record<string, string | number | boolean>>): Promise<DmdbConnection>;
  createPool(attributes: Readonly<Record<string, string | number>>): Promise<DmdbPool>;
}

export interface DmdbPool {
  readonly connectionsOpen: number;
  getConnection(): Promise<DmdbConnection>;
  close(): Promise<void>;
}

/** Where the server is, once it was reached. */
export interface ServerEnd {
  readonly host: string;
  readonly port: number;
  /** As remoteEndpoint() writes it. */
  readonly address: string;
}

export interface DmdbConnection {
  execute(sql: string, values: readonly unknown[], options: { readonly outFormat?: number }): Promise<{ readonly rows?: unknown }>;
  close(): Promise<void>;
}

const isFunction = (name: string) => (value: unknown): boolean => typeof property(value, name) === 'function';
const dmdb = z.custom<Dmdb>((value) => isFunction('getConnection')(value) && typeof property(value, 'OUT_FORMAT_OBJECT') === 'number');

/** Loads dmdb from the folder that the job names; throws `driver-missing`. */
export function loadDmdb(job: ConnectionJob): Dmdb {
  return dmdb.parse(requirePackage(job.packageFolder, dmdbPackage.name));
}

/**
 * Everything that dmdb would otherwise take from elsewhere: it signs in as SYSDBA where no user or password is given, and
 * reads /etc/dm_svc.conf, which can send it to another server, unless it is told another file.
 */
export function attributesOf(job: ConnectionJob, end: ServerEnd): Readonly<Record<string, string | number | boolean>> {
  const { values } = job;
  return {
    // An IPv6 address stands here without brackets: what follows the last colon is the port.
    connectString: `${end.host}:${end.port}`,
    user: requiredText(values, 'user'),
    password: requiredText(values, 'password'),
    svcConfPath: devNull,
    language: 'en',
    // One attempt, and no wait after it: a wrong password that is tried again can lock an account.
    switchTimes: 1,
    switchInterval: 1,
    connectTimeout: connectMsOf(values),
    ...defined({
      appName: textValue(values, 'options.applicationName'),
      // Without the folder dmdb cannot make TLS, and says so where the server demands it.
      sslPath: job.tls.mode === 'disable' ? undefined : textValue(values, 'options.sslPath'),
    }),
  };
}

/** The same as the URL that a pool takes in their place. User and password go as parameters: before the host, dmdb cuts them at a colon. */
export function poolUrlOf(job: ConnectionJob, end: ServerEnd): string {
  const { connectString, ...attributes } = attributesOf(job, end);
  // A URL has an IPv6 address in brackets, which dmdb would look up as they are.
  const remap = end.host.includes(':') ? { addressRemap: `(${end.address},${String(connectString)})` } : {};
  const parameters = Object.entries({ ...attributes, ...remap }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `dm://${end.address}?${parameters.join('&')}`;
}

/** dmdb opens its own connections; this one finds out where to, and is closed before. */
export async function findServer(job: ConnectionJob, context: ConnectionContext): Promise<ServerEnd> {
  const probe = await context.connect(requiredText(job.values, 'host'), portValue(job.values, DEFAULT_PORT));
  const end = { host: probe.remoteAddress ?? '', port: probe.remotePort ?? 0, address: remoteEndpoint(probe) };
  probe.destroy();
  return end;
}
