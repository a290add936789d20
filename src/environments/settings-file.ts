import { parse, type ParseError } from 'jsonc-parser';
import { isObject, valueAt } from '../elements/findings';
import { placeOfPath } from '../elements/json-file';
import { placeOf, type Path } from '../elements/problem';
import type { FileProblem } from './file-problem';
import { readSettings, type Settings } from './settings';

/** What one settings file says, and what is wrong in it. */
export interface SettingsFile {
  readonly settings: Settings;
  readonly problems: readonly FileProblem[];
}

/**
 * Reads `databaseElements.*` from the text of a settings file: JSON with comments, as VS Code takes it. `file` names it for
 * people; `at` is where the settings stand in it, as in a `.code-workspace` file. Never throws.
 */
export function parseSettingsFile(file: string, text: string, at: Path = []): SettingsFile {
  const errors: ParseError[] = [];
  const root: unknown = parse(text, errors, { allowTrailingComma: true, allowEmptyContent: true }) ?? {};
  const stated = valueAt(root, at) ?? {};
  const { settings, problems } = readSettings((name) => (isObject(stated) ? stated[`databaseElements.${name}`] : undefined));
  const placed = problems.map(({ path, ...problem }): FileProblem => ({ file, line: placeOfPath(text, [...at, ...path], 'key').start.line, ...problem }));
  const [first] = errors;
  const whole = (line: number, message: string, remedy: string): SettingsFile => ({ settings, problems: [{ file, line, severity: 'error', message, remedy }, ...placed] });
  if (first !== undefined) return whole(placeOf(text, first.offset).line, 'The file is not valid JSON here, so that settings behind it may not be read.', 'Correct it: a comma, a quote or a bracket is missing, or one too many.');
  if (!isObject(root) || !isObject(stated)) return whole(1, 'What the file holds is no object, so that it sets nothing.', 'Write { "databaseElements.environments": { ... } }.');
  return { settings, problems: placed };
}
