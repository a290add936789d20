import { describe, expect, it } from 'vitest';
import { COMMANDS, parseArguments, USAGE, UsageError } from '../../../src/cli/arguments';

describe('the command line', () => {
  it('has defaults for all but the command', () => {
    expect(parseArguments(['list'])).toEqual({ command: 'list', names: [], workspace: '.', environment: 'development', format: 'text', connect: false, plan: {}, yes: false, driverFolders: new Map() });
  });

  it('takes options and names in any order', () => {
    const expected = { command: 'test', names: ['databases.orders', 'databases.archive'], workspace: 'shop', environment: 'production', format: 'json', timeoutMs: 2500 };
    expect(parseArguments(['test', 'databases.orders', 'databases.archive', '--workspace', 'shop', '--environment', 'production', '--format', 'json', '--timeout', '2.5'])).toMatchObject(expected);
    expect(parseArguments(['--timeout=2.5', '--format=json', 'test', '--workspace=shop', 'databases.orders', '--environment=production', 'databases.archive'])).toMatchObject(expected);
    expect(parseArguments(['test', '--', '--odd-name'])).toMatchObject({ names: ['--odd-name'] });
  });

  it.each([['0.1', 100], ['3600', 3_600_000]])('takes %s s as a timeout', (timeout, timeoutMs) => {
    expect(parseArguments(['test', '--timeout', timeout])).toMatchObject({ timeoutMs });
  });

  it('takes the plan of a pool check in the units of its options', () => {
    const argv = ['pool-check', 'databases.orders', '--clients', '8', '--hold=15', '--duration', '2.5', '--instances', '3', '--statement', 'SELECT 2', '--yes'];
    expect(parseArguments(argv)).toMatchObject({ plan: { clients: 8, holdMs: 15, durationMs: 2500, instances: 3, statement: 'SELECT 2' }, yes: true });
  });

  it('takes the folder of a driver that the user installs, by the type that needs it', () => {
    expect(parseArguments(['test', '--dm-driver', '/opt/drivers'])).toMatchObject({ driverFolders: new Map([['dm', '/opt/drivers']]) });
    expect(USAGE).toContain('--dm-driver DIR');
    expect(() => parseArguments(['test', '--mysql-driver', '/opt/drivers'])).toThrow(UsageError);
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
    [['env-example', '--format', 'github'], '--format of env-example takes text or json, not "github".'],
    [['test', '--timeout', 'soon'], '"soon" is not that.'],
    [['test', '--timeout', '0'], '--timeout takes seconds, from 0.1 to 3600; "0" is not that.'],
    [['test', '--timeout', '1e-9'], '--timeout takes seconds, from 0.1 to 3600; "1e-9" is not that.'],
    [['test', '--timeout', '0.099'], '--timeout takes seconds'],
    [['test', '--timeout', '1e300'], '--timeout takes seconds'],
    [['test', '--timeout', ' '], '--timeout takes seconds'],
    [['test', '--timeout', '-1'], '--timeout'],
    [['test', '--timeout=-1'], '--timeout takes seconds'],
    [['test', '--timeout', '3601'], '--timeout takes seconds'],
    [['test', '--timeout', 'Infinity'], '--timeout takes seconds'],
    [['test', '--timeout', 'NaN'], '--timeout takes seconds'],
    [['test', '--timeout', ''], '--timeout takes seconds'],
    [['test', '--environment', ' '], '--environment takes a name.'],
    [['test', '--workspace'], '--workspace'],
    [['test', '--workspace', ''], '--workspace takes a folder.'],
    [['test', '--dm-driver='], '--dm-driver takes a folder.'],
    [['test', '--verbose'], '--verbose'],
    [['test', '-x'], '-x'],
    [['test', '--help=yes'], '--help'],
    [['test', '--password', 'hunter2'], '--password'],
    [['test', '--clients', '4'], 'are for pool-check.'],
    [['list', '--yes'], 'are for pool-check.'],
    [['test', '--connect'], '--connect is for check.'],
    [['pool-check', 'a', '--clients', '0'], '--clients takes a whole number from 1 to 500; "0" is not that.'],
    [['pool-check', 'a', '--clients', ''], '--clients takes a whole number'],
    [['pool-check', 'a', '--duration', '61'], '--duration takes a number from 0.5 to 60 seconds; "61" is not that.'],
    [['pool-check', 'a', '--hold', 'long'], '--hold takes a whole number from 0 to 10000 milliseconds; "long" is not that.'],
    [['test', '--version'], "Unknown option '--version'."],
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
