import { holdsSecretText } from '../elements/secret-looking';
import { refersToItself, selfReference } from '../elements/self-reference';
import { VARIABLE_KEY } from '../elements/variable-key';

/** Names that a shell, Node.js, a system loader or the editor gives a meaning; a process that got such a value would change its behaviour. */
const RESERVED = /^(PATH|PATHEXT|HOME|USER|USERNAME|LOGNAME|SHELL|PWD|OLDPWD|TERM|LANG|IFS|ENV|BASH_ENV|PS\d|PROMPT_COMMAND|TMPDIR|TEMP|TMP|COMSPEC|SYSTEMROOT|WINDIR|PYTHONPATH|PYTHONSTARTUP|PERL5LIB|PERL5OPT|RUBYOPT|JAVA_TOOL_OPTIONS|(NODE|NPM_CONFIG|LD|DYLD|ELECTRON|VSCODE|GIT)_.*)$/i;
const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

/** True for a key that means something to the programs of this machine; an element must not set it in a terminal. */
export function isReservedKey(key: string): boolean {
  return RESERVED.test(key) || UNSAFE.has(key);
}

/** Why a key cannot be used, as a sentence for a person; undefined for one that can. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'A variable needs a key, such as ORDERS_DB_HOST.';
  if (!VARIABLE_KEY.test(key)) return `No shell accepts this key. Use letters A-Z, digits and _, starting with no digit, such as ${suggestKey(key)}.`;
  if (isReservedKey(key)) return `${key} has a meaning to the system or to Node.js. Choose a key of your own, such as DB_${key.replace(/^_+|_+$/g, '').toUpperCase()}.`;
  return undefined;
}

/** Why a text cannot be the value of a variable, as a sentence for a person; undefined for one that can. A secret may be any text. */
export function valueProblem(key: string, value: string): string | undefined {
  if (refersToItself(key, value)) return `${selfReference(key)} Write the value itself.`;
  return holdsSecretText(value) ? 'The value holds a password, which would stand in a file. Give host, user and password a variable each; the one of the password field goes to the keychain.' : undefined;
}

/** Letters that Unicode does not decompose into a Latin letter and a mark. */
const LATIN: Readonly<Record<string, string>> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH', Ħ: 'H', Ŧ: 'T', ı: 'I' };

/**
 * A key for a display name: "Orders DB host" is ORDERS_DB_HOST. A name without Latin letters gives VARIABLE, for a
 * transliteration that is wrong in its language would be worse than none. `taken` keys are avoided by a number.
 */
export function suggestKey(displayName: string, taken: Iterable<string> = []): string {
  const words = displayName
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .toUpperCase()
    .replace(/[^\p{ASCII}]/gu, (letter) => LATIN[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const named = words === '' || /^\d+$/.test(words) ? ['VARIABLE', words].filter(Boolean).join('_') : words.replace(/^(?=\d)/, '_');
  const key = isReservedKey(named) ? `DB_${named}` : named;
  const used = new Set(taken);
  if (!used.has(key)) return key;
  let number = 2;
  while (used.has(`${key}_${number}`)) number++;
  return `${key}_${number}`;
}
