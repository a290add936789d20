import { describe, expect, it } from 'vitest';
import { COMMANDS, parseArguments, USAGE, UsageError } from '../../../src/cli/arguments';

describe('the command line', () => {
  it('has defaults for all but the command', () => {
    expect(parseArguments(['list'])).toEqual({ command: 'list', names: [], workspace: '.', environment: 'development', format: 'text' });
  });

  it('takes options and names in any order', () => {
    const expected = { command: 'test', names: ['databases.orders', 'databases.archive'], workspace: 'shop', environment: 'production', format: 'json', timeoutMs: 2500 };
    expect(parseArguments(['test', 'databases.orders', 'databases.archive', '--workspace', 'shop', '--environment', 'production', '--format', 'json', '--timeout', '2.5'])).toMatchObject(expected);
    expect(parseArguments(['--timeout=2.5', '--format=json', 'test', '--workspace=shop', 'databases.orders', '--environment=production', 'databases.archive'])).toMatchObject(expected);
    expect(parseArguments(['test', '--', '--odd-name'])).toMatchObject({ names: ['--odd-name'] });
  });

  it.each([['--help'], ['-h'], ['test', '--help'], ['nonsense', '-h']])('shows help when asked: %s', (...argv) => {
    expect(parseArguments(argv)).toBe('help');
  });

  it.each<[readonly string[], string]>([
    [[], 'A command is missing.'],
    [['tset'], 'There is no command "tset".'],
    [['List'], 'There is no command "List".'],
    [['test', '--format', 'xml'], 'takes text or json, not "xml".'],
    [['test', '--format', ''], 'takes text or json'],
    [['list', '--format', 'github'], 'takes text or json, not "github".'],
    [['env-example', '--format', 'json'], '--format of env-example takes text'],
    [['test', '--timeout', 'soon'], '"soon" is not that.'],
    [['test', '--timeout', '0'], '--timeout takes seconds'],
    [['test', '--timeout', '-1'], '--timeout'],
    [['test', '--timeout=-1'], '--timeout takes seconds'],
    [['test', '--timeout', '3601'], '--timeout takes seconds'],
    [['test', '--timeout', 'Infinity'], '--timeout takes seconds'],
    [['test', '--timeout', 'NaN'], '--timeout takes seconds'],
    [['test', '--timeout', ''], '--timeout takes seconds'],
    [['test', '--environment', ' '], '--environment takes a name.'],
    [['test', '--workspace'], '--workspace'],
    [['test', '--verbose'], '--verbose'],
    [['test', '-x'], '-x'],
    [['test', '--help=yes'], '--help'],
    [['test', '--password', 'hunter2'], '--password'],
  ])('%j is wrong usage', (argv, sentence) => {
    expect(() => parseArguments(argv)).toThrow(UsageError);
    expect(() => parseArguments(argv)).toThrow(sentence);
    expect(() => parseArguments(argv)).not.toThrow('hunter2');
  });

  it('explains every command and option', () => {
    for (const word of [...COMMANDS, '--workspace', '--environment', '--format', '--timeout', '--help']) expect(USAGE).toContain(word);
    for (const line of USAGE.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
  });
});
