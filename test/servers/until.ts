import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for a condition and returns its value. A condition that throws counts as not met yet; what it threw last is part
 * of the error that says what did not happen in time.
 */
export async function until<T>(what: string, condition: () => T | Promise<T>, milliseconds = 60_000): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  let cause: unknown;
  do {
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(50);
  } while (Date.now() < end);
  throw new Error(`Waited ${String(milliseconds)} ms for ${what}`, { cause });
}
