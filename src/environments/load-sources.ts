import { leavesFolder } from '../elements/checks';
import type { Settings } from './settings';
import { envFileNames, parseEnvFile, type EnvFile, type ValueSources } from './sources';

/** Reads a file of a workspace folder by its relative path; undefined when there is none. */
export type ReadFolderFile = (path: string) => Promise<string | undefined>;

/** Gathers the sources of values of one workspace folder for an environment. */
export async function loadSources(environment: string, settings: Settings, processEnv: ValueSources['process'], readFile: ReadFolderFile): Promise<ValueSources> {
  // A name that climbs out of the folder would read another application's values.
  const names = envFileNames(settings.envFiles, environment).filter((name) => !leavesFolder(name));
  const files = await Promise.all(
    names.map(async (name): Promise<EnvFile | undefined> => {
      const text = await readFile(name);
      return text === undefined ? undefined : parseEnvFile(name, text);
    }),
  );
  const values = Object.hasOwn(settings.environments, environment) ? settings.environments[environment] : undefined;
  return { environment, settings: values ?? {}, process: processEnv, envFiles: files.filter((file) => file !== undefined) };
}
