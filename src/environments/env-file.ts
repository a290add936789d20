import { parse } from 'dotenv';
import { shorten } from '../elements/findings';
import { refersToItself, selfReference } from '../elements/self-reference';
import { VARIABLE_KEY } from '../elements/variable-key';
import type { FileProblem } from './file-problem';
import { suggestKey } from './variable-key';

export interface EnvFile {
  /** Relative to the workspace folder. */
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
  /** The 1-based line that states each key; the last one where several do. */
  readonly lines?: ReadonlyMap<string, number>;
  readonly problems?: readonly FileProblem[];
}

/** Nobody writes so many variables; what is larger is something else under a wrong name. */
export const MAX_ENV_FILE = 1024 * 1024;
/** More would bury the first ones. */
const MAX_PROBLEMS = 50;

const ENTRY = /[^\S\n]*(?:export[^\S\n]+)?([^\s=:#'"`]+)(?:[^\S\n]*=|:(?=\s))[^\S\n]*/y;
/** A value that means itself: no quote, no comment. */
const PLAIN_VALUE = /^[^'"`#]*$/;
const AFTER_QUOTE = /[^\S\n]*(?:#[^\n]*)?(?=\n|$)/y;

interface Entry {
  readonly key: string;
  readonly line: number;
  /** The entry alone, as dotenv takes it. */
  readonly text: string;
  /** The value, where it stands as it is. */
  readonly plain: string | undefined;
}

/**
 * Reads the text of a `.env` file. Values are dotenv's, which gets one entry at a time, and only those that do not mean
 * themselves: on a whole file of blank lines it takes time that grows with the square of the size. Never throws; what is
 * wrong comes back as `problems`.
 */
export function parseEnvFile(name: string, text: string): EnvFile {
  if (text.length > MAX_ENV_FILE) {
    return unusableEnvFile(name, 'The file is larger than 1 MB, which no .env file is; it was not read.', 'Check that this really is a .env file, or take its name out of the setting "databaseElements.envFiles".');
  }
  const problems: FileProblem[] = [];
  const report = (line: number, message: string, remedy: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ file: name, line, severity: 'warning', message, remedy });
  };
  const values = new Map<string, string>();
  const lines = new Map<string, number>();
  for (const { key, line, text: entry, plain } of entries(text.replace(/\r\n?/g, '\n'), report)) {
    if (!VARIABLE_KEY.test(key)) {
      report(line, `"${shorten(key)}" is not a key that a shell accepts.`, `Use letters, digits and _, starting with no digit, such as ${suggestKey(key)}.`);
    }
    const value = plain ?? Object.entries(parse(entry)).find(([found]) => found === key)?.[1];
    if (value === undefined) continue;
    values.set(key, value);
    lines.set(key, line);
    if (refersToItself(key, value) && !/=\s*'/.test(entry)) report(line, selfReference(key), SELF_REFERENCE_REMEDY);
  }
  return { name, values: Object.fromEntries(values), lines, ...(problems.length === 0 ? {} : { problems }) };
}

/** A file that is there and gives no values, with the reason. */
export function unusableEnvFile(name: string, message: string, remedy: string): EnvFile {
  return { name, values: {}, problems: [{ file: name, line: 1, severity: 'warning', message, remedy }] };
}

export const SELF_REFERENCE_REMEDY = 'Write the value itself, or remove the line so that the value of the process environment or of a later .env file is used.';

type Report = (line: number, message: string, remedy: string) => void;

function* entries(text: string, report: Report): Generator<Entry> {
  let line = 1;
  for (let offset = 0; offset <= text.length; ) {
    const lineEnd = endOfLine(text, offset);
    let end = lineEnd;
    const [start, key] = at(ENTRY, text, offset) ?? [];
    if (start !== undefined && key !== undefined) {
      const quoted = quotedEnd(text, offset + start.length);
      if (typeof quoted === 'number') end = quoted;
      else if (quoted !== undefined) report(line, quoted === 'open' ? `The quote that opens the value of ${shorten(key)} is not closed.` : `Something stands after the closing quote of ${shorten(key)}.`, QUOTE_REMEDY[quoted]);
      yield { key, line, text: text.slice(offset, end), plain: plainValue(key, start, text.slice(offset + start.length, lineEnd)) };
    } else if (!/^\s*(#|$)/.test(text.slice(offset, lineEnd))) {
      report(line, 'The line is neither KEY=VALUE nor a comment, and has no effect.', 'Write KEY=VALUE, put # before a comment, or put a value of several lines between quotes.');
    }
    line += end === lineEnd ? 1 : text.slice(offset, end + 1).split('\n').length - 1;
    offset = end + 1;
  }
}

/** The value of `KEY=value` where dotenv does no more than trim it. */
function plainValue(key: string, start: string, value: string): string | undefined {
  return start.includes('=') && key !== '__proto__' && VARIABLE_KEY.test(key) && PLAIN_VALUE.test(value) ? value.trim() : undefined;
}

const QUOTE_REMEDY = {
  open: 'Close it with the same quote, or put the whole value between other quotes when the quote belongs to the value.',
  text: 'Put the whole value between quotes of another kind, and # before a comment.',
} as const;

/** Where a quoted value ends, at the end of its last line; undefined for a value without quotes. */
function quotedEnd(text: string, offset: number): number | 'open' | 'text' | undefined {
  const quote = text.charAt(offset);
  if (quote === '' || !`'"\``.includes(quote)) return undefined;
  let close = text.indexOf(quote, offset + 1);
  while (close !== -1 && text.charAt(close - 1) === '\\') close = text.indexOf(quote, close + 1);
  if (close === -1) return 'open';
  const rest = at(AFTER_QUOTE, text, close + 1);
  if (rest !== undefined) return close + 1 + rest[0].length;
  return text.slice(offset, close).includes('\n') ? 'open' : 'text';
}

function at(pattern: RegExp, text: string, offset: number): RegExpExecArray | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(text) ?? undefined;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
}
