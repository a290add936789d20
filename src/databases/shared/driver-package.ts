import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod/mini';
import { ConnectionFailure } from '../failure';
import { errorCode, errorMessage } from './network-failure';

const manifest = z.object({ name: z.string(), version: z.string(), main: z.optional(z.string()) });

/** An installed copy of a driver package. */
export interface InstalledPackage {
  /** Absolute path of the package itself. */
  readonly folder: string;
  readonly version: string;
  /** Absolute path of its main module. */
  readonly entry: string;
}

/**
 * Finds a package in a folder that holds it, or that it was installed into with npm. Nothing else is searched, neither
 * parent folders nor NODE_PATH. Undefined when it is not there; a relative path is never followed.
 */
export function findPackage(folder: string, name: string): InstalledPackage | undefined {
  if (!path.isAbsolute(folder)) return undefined;
  return readPackage(folder, name) ?? readPackage(path.join(folder, 'node_modules', name), name);
}

/** Loads a package from a folder and from nowhere else; throws `driver-missing` when it cannot be had from there. */
export function requirePackage(folder: string | undefined, name: string): unknown {
  const found = folder === undefined ? undefined : findPackage(folder, name);
  if (found === undefined) throw missing(`${name} is not installed`);
  try {
    return createRequire(found.entry)(found.entry) as unknown;
  } catch (error) {
    // The package, or one that it needs in turn, is there in part only.
    if (errorCode(error) === 'MODULE_NOT_FOUND') throw missing(errorMessage(error).split('\n', 1)[0] ?? '');
    throw error;
  }
}

function readPackage(folder: string, name: string): InstalledPackage | undefined {
  try {
    const real = realpathSync(folder);
    const read = manifest.safeParse(JSON.parse(readFileSync(path.join(real, 'package.json'), 'utf8')));
    if (!read.success || read.data.name !== name) return undefined;
    const entry = realpathSync(path.resolve(real, read.data.main ?? 'index.js'));
    const inside = entry.startsWith(real + path.sep);
    return inside ? { folder: real, version: read.data.version, entry } : undefined;
  } catch {
    return undefined;
  }
}

function missing(driverMessage: string): ConnectionFailure {
  return new ConnectionFailure({ code: 'driver-missing', stage: 'resolve', driverMessage });
}
