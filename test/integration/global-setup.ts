import type { TestProject } from 'vitest/node';
import { provideServers } from '../servers/shared-servers';
import { startStandIns } from '../servers/stand-ins';

/** With DBE_STAND_INS the protocol-level test servers take the place of the real ones that the environment may name, to try that part of the suite. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const standIns = process.env['DBE_STAND_INS'] ? await startStandIns() : undefined;
  Object.assign(process.env, standIns?.environment);
  const stopServers = await provideServers(project);
  return async () => {
    await Promise.all([stopServers(), standIns?.stop()]);
  };
}
