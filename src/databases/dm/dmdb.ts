import { devNull } from 'node:os';
import * as z from 'zod/mini';
import type { ConnectionJob } from '../contract';
import { requirePackage } from '../shared/driver-package';
import { property } from '../shared/network-failure';
import { connectMsOf } from '../connect-timeout';
import { defined, requiredText, textValue } from '../shared/values';
import { dmdbPackage } from './package';

/** The part of dmdb's documented API that is used. */
export interface Dmdb {
  readonly OUT_FORMAT_OBJECT: number;
  getConnection(attributes: Readonly<Record<string, string | number | boolean>>): Promise<DmdbConnection>;
}

export interface DmdbConnection {
  execute(sql: string, values: readonly unknown[], options: { readonly outFormat: number }): Promise<{ readonly rows?: unknown }>;
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
export function attributesOf(job: ConnectionJob, end: { readonly host: string; readonly port: number }): Readonly<Record<string, string | number | boolean>> {
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
