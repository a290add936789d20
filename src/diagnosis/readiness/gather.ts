import type { DatabaseTypes } from '../../databases/registry';
import type { ElementEntry } from '../../elements/element-index';
import { gitIgnored } from '../../environments/git-ignore';
import { knownEnvironments } from '../../environments/known-environments';
import { loadSources, type ReadFolderFile } from '../../environments/load-sources';
import { secretKeysOf } from '../../environments/secret-keys';
import type { Settings } from '../../environments/settings';
import { variablesOf } from '../../environments/variables';
import type { ReadinessElement } from './finding';
import type { ReadinessFolder, ReadinessInput } from './input';

/** What gathering needs from outside, for one workspace folder. */
export interface FolderAccess {
  /** URI, as in ElementEntry.folder. */
  readonly folder: string;
  /** Path on this machine; undefined for a virtual folder, of which git is not asked. */
  readonly path: string | undefined;
  readonly settings: Settings;
  readonly settingsFile?: { readonly file: string; readonly text: string };
  readonly readFile: ReadFolderFile;
  /** See filesBesideEnvFiles(). */
  readonly files: readonly string[];
  /** True when a store holds the value of the variable in the environment that is checked. */
  hasSecret(key: string): Promise<boolean>;
}

export interface ReadinessQuestion {
  readonly environment: string;
  readonly types: DatabaseTypes;
  readonly entries: readonly ElementEntry[];
  readonly process: Readonly<Record<string, string | undefined>>;
  readonly folders: readonly FolderAccess[];
  /** The text of an element file; an empty one when it cannot be read. */
  textOf(entry: ElementEntry): Promise<string>;
}

/** Asks everything that checkReadiness() looks at: element texts, sources of every known environment, stores, git. */
export async function gatherReadiness(question: ReadinessQuestion): Promise<ReadinessInput> {
  const { environment, types, entries } = question;
  const [elements, folders] = await Promise.all([
    Promise.all(entries.map(async (entry): Promise<ReadinessElement> => ({ entry, text: await question.textOf(entry) }))),
    Promise.all(question.folders.map((access) => gatherFolder(access, question))),
  ]);
  return { environment, types, elements, folders };
}

async function gatherFolder(access: FolderAccess, { environment, types, entries, process }: ReadinessQuestion): Promise<ReadinessFolder> {
  const { settings, readFile, folder } = access;
  const own = entries.filter((entry) => entry.folder === folder);
  const secretKeys = secretKeysOf(entries, types, folder);
  const sources = await loadSources(environment, { settings, secretKeys, readFile }, process);
  const otherNames = knownEnvironments(settings, access.files).filter((name) => name !== environment);
  const others = await Promise.all(otherNames.map((name) => loadSources(name, { settings, secretKeys, readFile }, {})));
  const files = [...new Set([sources, ...others].flatMap((each) => each.envFiles.map((file) => file.name)))];
  const secrets = variablesOf(own, types).filter((variable) => variable.secret).map((variable) => variable.key);
  const [git, stored] = await Promise.all([
    access.path === undefined ? { kind: 'unknown' as const } : gitIgnored(access.path, files),
    storedKeys(secrets, access),
  ]);
  return {
    folder,
    sources,
    others,
    hasSecret: (key) => stored.has(key),
    isIgnored: (file) => (git.kind === 'known' ? git.ignored.has(file) : undefined),
    ...(access.settingsFile === undefined ? {} : { settings: access.settingsFile }),
  };
}

/** One after the other: a keychain may ask the person, and two questions at once confuse. */
async function storedKeys(keys: readonly string[], access: FolderAccess): Promise<ReadonlySet<string>> {
  const stored = new Set<string>();
  for (const key of keys) if (await access.hasSecret(key)) stored.add(key);
  return stored;
}
