import type { FailureCode, FailureFacts } from '../failure';
import { errorCode, errorMessage, property } from '../shared/network-failure';

/** Primary result codes of SQLite; extended ones have these in their lower byte. */
const byResult: ReadonlyMap<number, FailureCode> = new Map<number, FailureCode>([
  [3, 'database-not-allowed'],
  [5, 'file-locked'],
  [6, 'file-locked'],
  [11, 'file-not-a-database'],
  [14, 'file-not-found'],
  [23, 'database-not-allowed'],
  [26, 'file-not-a-database'],
]);

const bySystemCode: Readonly<Record<string, FailureCode>> = {
  ENOENT: 'file-not-found',
  ENOTDIR: 'file-not-found',
  EISDIR: 'file-not-a-database',
  EACCES: 'database-not-allowed',
  EPERM: 'database-not-allowed',
  EBUSY: 'file-locked',
};

/** sql.js gives words only. */
const byWords: readonly (readonly [RegExp, FailureCode])[] = [
  [/file is not a database|malformed/, 'file-not-a-database'],
  [/database is locked/, 'file-locked'],
];

/** Reads an error of SQLite or of the file system. */
export function classifySqlite(error: unknown): FailureFacts | undefined {
  const driverMessage = errorMessage(error);
  const facts = { stage: 'open' as const, field: 'file', driverMessage };
  const result = resultCode(error);
  if (result !== undefined) {
    const code = byResult.get(result & 0xff);
    return code === undefined ? { code: 'query-failed', driverCode: String(result), driverMessage } : { code, ...facts, driverCode: String(result) };
  }
  const system = errorCode(error);
  if (system !== undefined && Object.hasOwn(bySystemCode, system)) return { code: bySystemCode[system] ?? 'unknown', ...facts, driverCode: system };
  const words = byWords.find(([pattern]) => pattern.test(driverMessage));
  return words === undefined ? undefined : { code: words[1], ...facts };
}

export function isLocked(error: unknown): boolean {
  const result = resultCode(error);
  return result !== undefined && byResult.get(result & 0xff) === 'file-locked';
}

function resultCode(error: unknown): number | undefined {
  const result = property(error, 'errcode');
  return typeof result === 'number' ? result : undefined;
}
