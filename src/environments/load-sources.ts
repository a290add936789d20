import { leavesFolder } from '../elements/checks';
import type { Settings } from './settings';
import { parseEnvFile, unusableEnvFile, type EnvFile, type EnvFileProblem } from './env-file';
import { envFileNames, type ValueSources } from './sources';

/**
 * Reads a file of a workspace folder by its relative path; undefined when there is none. May cut a text longer than
 * MAX_ENV_FILE short behind that length, for it is refused anyway.
 */
export type ReadFolderFile = (path: string) => Promise<string | undefined>;

/** Gathers the sources of values of one workspace folder for an environment. A file that cannot be read gives no values, and a problem. */
export async function loadSources(environment: string, settings: Settings, processEnv: ValueSources['process'], readFile: ReadFolderFile): Promise<ValueSources> {
  // A name that climbs out of the folder would read another application's values.
  const names = envFileNames(settings.envFiles, environment).filter((name) => !leavesFolder(name));
  const files = await Promise.all(
    names.map(async (name): Promise<EnvFile | undefined> => {
      try {
        const text = await readFile(name);
        return text === undefined ? undefined : parseEnvFile(name, text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return unusableEnvFile(name, `The file cannot be read: ${reason}`, 'Correct its access rights, or take its name out of the setting "databaseElements.envFiles".');
      }
    }),
  );
  const values = Object.hasOwn(settings.environments, environment) ? settings.environments[environment] : undefined;
  return { environment, settings: values ?? {}, process: processEnv, envFiles: files.filter((file) => file !== undefined) };
}

/** What is wrong in the `.env` files that were read. */
export function envFileProblems(sources: ValueSources): EnvFileProblem[] {
  return sources.envFiles.flatMap((file) => file.problems ?? []);
}
