import { leavesFolder } from '../elements/checks';
import type { Settings } from './settings';
import { MAX_ENV_FILE, parseEnvFile, unusableEnvFile, type EnvFile } from './env-file';
import type { FileProblem } from './file-problem';
import { readLocalFile } from './local-file';
import { envFileNames, type ValueSources } from './sources';

/**
 * Reads a file of a workspace folder by its relative path; undefined when there is none. May cut a text longer than
 * MAX_ENV_FILE short behind that length, for it is refused anyway.
 */
export type ReadFolderFile = (path: string) => Promise<string | undefined>;

/** Reads files of a folder of this machine, and of a large one only as much as shows that it is too large. */
export function envFileReader(folder: string): ReadFolderFile {
  // A text of that many bytes of UTF-8 has more than MAX_ENV_FILE characters.
  return (path) => readLocalFile(folder, path, MAX_ENV_FILE * 4 + 4);
}

/** What a workspace folder brings to its sources. */
export interface SourcesFolder {
  readonly settings: Settings;
  /** See ValueSources. */
  readonly secretKeys: ReadonlySet<string>;
  readonly readFile: ReadFolderFile;
}

/** Gathers the sources of values of one workspace folder for an environment. A file that cannot be read gives no values, and a problem. */
export async function loadSources(environment: string, { settings, secretKeys, readFile }: SourcesFolder, processEnv: ValueSources['process']): Promise<ValueSources> {
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
  return { environment, settings: values ?? {}, process: processEnv, envFiles: files.filter((file) => file !== undefined), secretKeys };
}

/** What is wrong in the `.env` files that were read. */
export function envFileProblems(sources: ValueSources): FileProblem[] {
  return sources.envFiles.flatMap((file) => file.problems ?? []);
}
