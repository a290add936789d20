import { placeOfPath } from '../../elements/json-file';
import type { EnvFile } from '../../environments/env-file';
import type { WorkspaceVariable } from '../../environments/variables';
import type { Finding } from './finding';
import type { ReadinessFolder } from './input';

/** Values of secret variables in files that are committed: `.env` files that git does not ignore, and settings. */
export function secretPlaceFindings(variables: readonly WorkspaceVariable[], folder: ReadinessFolder): Finding[] {
  const secrets = variables.filter((variable) => variable.secret).map((variable) => variable.key);
  const files = new Map([folder.sources, ...folder.others].flatMap((sources) => sources.envFiles).map((file) => [file.name, file]));
  return [...[...files.values()].flatMap((file) => envFileFinding(secrets, file, folder)), ...settingFindings(secrets, folder)];
}

/** One finding for a file, at its first secret: the remedy is one as well. */
function envFileFinding(secrets: readonly string[], file: EnvFile, folder: ReadinessFolder): Finding[] {
  if (folder.isIgnored(file.name) !== false) return [];
  const held = secrets
    .filter((key) => Object.hasOwn(file.values, key) && file.values[key] !== '')
    .map((key) => ({ key, line: file.lines?.get(key) ?? 1 }))
    .sort((a, b) => a.line - b.line);
  const [first] = held;
  if (first === undefined) return [];
  return [
    {
      code: 'secret-file-not-ignored',
      severity: 'warning',
      variable: first.key,
      folder: folder.folder,
      file: file.name,
      line: first.line,
      message: `${file.name} holds ${held.map(({ key }) => key).join(', ')} and is not ignored by git, so that the next commit can publish it.`,
      remedy: `Add ${file.name} to .gitignore; if it is committed already, take it out ("git rm --cached ${file.name}") and change the secret.`,
      standing: true,
    },
  ];
}

function settingFindings(secrets: readonly string[], folder: ReadinessFolder): Finding[] {
  const { settings } = folder;
  if (settings === undefined) return [];
  return [folder.sources, ...folder.others].flatMap(({ environment, settings: values }) =>
    secrets
      .filter((key) => Object.hasOwn(values, key) && values[key] !== '')
      .map((key): Finding => ({
        code: 'literal-secret',
        severity: 'error',
        variable: key,
        folder: folder.folder,
        file: settings.file,
        line: placeOfPath(settings.text, ['databaseElements.environments', environment, 'values', key], 'key').start.line,
        message: `${key} is a secret, and its value for ${environment} stands in the settings, where it is not used.`,
        remedy: `Remove it there and set it in the keychain, in a .env file that git ignores, or in the environment; change the secret if it was already committed.`,
      })),
  );
}
