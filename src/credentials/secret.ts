import { inspect } from 'node:util';

const MASK = '[secret]';

/**
 * A value that cannot be printed by accident: strings, JSON and inspection show a mask. Only reveal() gives the value,
 * so that every place that handles it in plain can be found by that name.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** Replaces every occurrence of the secrets in a text of foreign make, such as a driver's error. */
export function redact(text: string, secrets: Iterable<Secret>): string {
  // The longest first: a secret may begin with another one.
  const forms = [...secrets].flatMap((secret) => formsOf(secret.reveal())).sort((a, b) => b.length - a.length);
  return forms.reduce((result, form) => result.replaceAll(form, () => MASK), text);
}

/** How a value appears in plain text, in a URL and in JSON. Half a character pair has no form for a URL. */
function formsOf(value: string): string[] {
  if (value === '') return [];
  return [value, ...(/\p{Cs}/u.test(value) ? [] : [encodeURIComponent(value)]), JSON.stringify(value).slice(1, -1)];
}
