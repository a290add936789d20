import { afterEach } from 'vitest';

interface Stoppable {
  stop(): Promise<void>;
}

const running: Stoppable[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** Waits for a server to start; it is stopped after the test. */
export async function using<T extends Stoppable>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  running.push(started);
  return started;
}
