import * as z from 'zod/mini';
import { leavesFolder } from '../elements/checks';
import { looksSecret } from '../elements/secret-looking';

/**
 * What another extension states of its database types, in its package.json:
 *
 *     "contributes": { "databaseElements": { "types": [ <description>, ... ] } }
 *
 * Each description is one of the two below. Messages end a sentence that begins with the field.
 */

const line = z.string('must be a text').check(z.regex(/^[^\p{Cc}]{1,200}$/u, 'must be one line of 1 to 200 characters'));
const name = (pattern: RegExp, message: string) => z.string(message).check(z.regex(pattern, message));
const insideFolder = (ending: RegExp, kind: string) => {
  const message = `must be the path of ${kind} inside the extension's folder, relative to it`;
  return z.string(message).check(z.refine((path) => ending.test(path) && !leavesFolder(path), message));
};
const glyph = insideFolder(/\.svg$/, 'an SVG file');
const flag = z.exactOptional(z.boolean('must be true or false'));
const whole = z.int('must be a whole number');

const parameter = {
  /** Where it stands in element files: `connection.bucket`, `options.compression`. */
  group: z.enum(['connection', 'options'], 'must be "connection" or "options"'),
  name: name(/^[a-z][A-Za-z0-9]{0,49}$/, 'must be a name such as "bucket": letters and digits, the first one in lower case').check(
    z.refine((stated) => !looksSecret('value', [stated]), 'must not name a secret: element files hold none. The standard parameter "password" is the place for one'),
  ),
  label: line,
  help: z.exactOptional(line),
  placeholder: z.exactOptional(line),
  /** No connection is tried without it. */
  required: flag,
  /** Shown at once; all else is folded away under "Advanced". */
  main: flag,
};

/** A parameter that only this type has; the vocabulary is that of the built-in types, see elements/parameter.ts. */
export const ownParameter = z.discriminatedUnion(
  'kind',
  [
    z.object({ ...parameter, kind: z.literal('text'), default: z.exactOptional(line) }),
    z
      .object({ ...parameter, kind: z.literal('integer'), min: whole, max: whole, default: z.exactOptional(whole), unit: z.exactOptional(z.literal('ms', 'can only be "ms"')) })
      .check(
        z.refine(({ min, max }) => min <= max, { error: 'must not be above "max"', path: ['min'] }),
        z.refine(({ min, max, default: stated }) => stated === undefined || (stated >= min && stated <= max), { error: 'must be from "min" to "max"', path: ['default'] }),
      ),
    z.object({ ...parameter, kind: z.literal('boolean'), default: flag }),
    z
      .object({
        ...parameter,
        kind: z.literal('choice'),
        choices: z.array(z.object({ value: line, label: line, help: z.exactOptional(line) }, 'must be an object'), 'must be a list').check(z.minLength(1, 'must not be empty')),
        default: z.exactOptional(line),
      })
      .check(z.refine(({ choices, default: stated }) => stated === undefined || choices.some(({ value }) => value === stated), { error: 'must be one of the choices', path: ['default'] })),
    // The driver gets it as an absolute path.
    z.object({ ...parameter, group: z.literal('options', 'must be "options" for a path'), kind: z.literal('path'), default: z.exactOptional(line) }),
  ],
  'must be "text", "integer", "boolean", "choice" or "path"',
);

const described = {
  /** The last part of the type's id in element files, which is `publisher.extension.name`. */
  name: name(/^[a-z][a-z0-9-]{0,49}$/, 'must be a name such as "key-value": letters in lower case, digits and hyphens'),
  /** What people call it. */
  label: line,
  /** A CommonJS bundle that exports `driver`, see Driver in contract.ts. It is loaded in a worker thread and nowhere else. */
  driver: insideFolder(/\.c?js$/, 'a JavaScript file'),
  /** Two glyphs of 16 by 16, for light and for dark themes; the state of the last test is drawn into the corner at the lower right. */
  icon: z.object({ light: glyph, dark: glyph }, 'must be { "light": PATH, "dark": PATH }'),
  /** In the order of the form: "database", "user", "password" and "tls", which mean the same for every server, and own ones. */
  parameters: z.array(z.unknown(), 'must be a list'),
};

/** `server`: host, port and the connect timeout are there without being listed. `file`: the same of the file's path. */
export const typeDescription = z.discriminatedUnion(
  'kind',
  [
    z.object({ ...described, kind: z.literal('server'), defaultPort: z.int('must be a whole number').check(z.minimum(1, 'must be 1 or more'), z.maximum(65535, 'must be 65535 or less')) }),
    z.object({ ...described, kind: z.literal('file') }),
  ],
  'must be "server" or "file"',
);

export type TypeDescription = z.infer<typeof typeDescription>;
