import { describe, expect, it } from 'vitest';
import { COMMANDS, FORMATS, parseArguments, USAGE, UsageError } from '../../../src/cli/arguments';

const allowed: Readonly<Record<(typeof COMMANDS)[number], readonly string[]>> = { list: ['text', 'json'], test: ['text', 'json'], check: ['text', 'json', 'github'], 'env-example': ['text', 'json'], 'pool-check': ['text', 'json'] };

describe.each(COMMANDS)('%s', (command) => {
  it.each(FORMATS)('--format %s', (format) => {
    const parse = () => parseArguments([command, '--format', format]);
    if (allowed[command].includes(format)) expect(parse()).toMatchObject({ command, format });
    else expect(parse).toThrow(UsageError);
  });

  it('is in the usage text', () => {
    expect(USAGE).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  });
});
