import type { Path } from './problem';

/** Keys whose text is a secret by their name: `dbPassword`, `API_KEY`. */
const SECRET_NAME = /(password|passwd|passphrase|pwd|secret|api[-_]?key|private[-_]?key|(access|auth)[-_]?token)$/i;

/** Texts that are secrets by their form, wherever they stand. */
const SECRET_FORMS: readonly RegExp[] = [
  // A URL with a password; masks and placeholders are none.
  /:\/\/[^\s/?#:@]*:(?!\*+@|<[^>]*>@|\$\{[^}]*\}@)[^\s/?#@]+@/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/,
];

/** What every one of these forms has: one look instead of many at nearly all texts. */
const MAY_BE_SECRET = /:\/\/|-----BEGIN|AKIA|ASIA|gh[pousr]_|eyJ/;

/** An assignment inside a value: a URL option, a part of an ODBC string. */
const ASSIGNMENT = /\b(password|passwd|passphrase|pwd|secret|api[-_]?key|(access|auth)[-_]?token)\s*=\s*(?!\*+($|[\s;&])|\$\{)[^\s;&]+/i;

/** Prose may well say "password = the one of the team". */
const PROSE = new Set(['title', 'description', 'name']);
const NO_SECRETS = new Set(['$schema', 'id', 'type']);

/** The paths of texts in a parsed file that look like secrets in plain: by the name of their key or by their form. */
export function secretLookingPaths(value: unknown): Path[] {
  const found: (string | number)[][] = [];
  visit(value, [], found);
  return found;
}

/** `path` is one list for the whole walk, for most texts are nothing to report. */
function visit(value: unknown, path: (string | number)[], found: (string | number)[][]): void {
  if (typeof value === 'string') {
    if (value !== '' && looksSecret(value, path)) found.push([...path]);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => { step(item, index, path, found); });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (path.length > 0 || !NO_SECRETS.has(key)) step(member, key, path, found);
    }
  }
}

function step(value: unknown, key: string | number, path: (string | number)[], found: (string | number)[][]): void {
  path.push(key);
  visit(value, path, found);
  path.pop();
}

/** True for a text that is a secret in plain where it stands. */
export function looksSecret(text: string, path: Path): boolean {
  const key = String(path.at(-1) ?? '');
  // A default belongs to the variable that it stands in.
  const owner = path[0] === 'variables' && path.length === 3 && key === 'default' ? String(path[1]) : key;
  return SECRET_NAME.test(owner) || hasSecretForm(text) || (!PROSE.has(key) && assignsSecret(text));
}

/** True for a text that holds a secret by its form: a URL or an ODBC string with a password, a key. */
export function holdsSecretText(text: string): boolean {
  return hasSecretForm(text) || assignsSecret(text);
}

function hasSecretForm(text: string): boolean {
  return MAY_BE_SECRET.test(text) && SECRET_FORMS.some((form) => form.test(text));
}

function assignsSecret(text: string): boolean {
  return text.includes('=') && ASSIGNMENT.test(text);
}
