import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { codeServer, vsix } from '../machine/locations.mjs';
import { provideServers } from '../servers/shared-servers';

/** Checks that there is something to test and something to test it in, then starts the servers. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(vsix)) throw new Error(`There is no ${vsix}. Run "npm run package" first.`);
  if (!existsSync(codeServer.marker)) throw new Error(`There is no code-server in ${codeServer.folder}. Run "npm test", which installs it.`);
  return provideServers(project);
}
