import { describe, expect, it } from 'vitest';
import { classifyOracle } from '../../../../src/databases/oracle/failures';
import { job } from '../jobs';

const driverError = (code: string, message = 'words', errorNum?: number): Error => Object.assign(new Error(message), { code, ...(errorNum === undefined ? {} : { errorNum }) });

/** What the integration tests do not bring about: they show the others through the real driver. */
describe('classifyOracle', () => {
  it.each([
    ['NJS-503', 'connection-refused'],
    ['NJS-530', 'host-not-found'],
    ['NJS-510', 'timed-out'],
    ['NJS-501', 'connection-closed'],
    ['NJS-521', 'connection-closed'],
    ['NJS-138', 'authentication-unsupported'],
    ['NJS-533', 'authentication-unsupported'],
    ['NJS-509', 'wrong-protocol'],
    ['NJS-999', 'unknown'],
  ])('reads %s', (driverCode, code) => {
    expect(classifyOracle(driverError(driverCode), job())).toMatchObject({ code, driverCode, driverMessage: 'words' });
  });

  it.each<readonly [number, string]>([
    ...[12516, 12518, 12519].map((number) => [number, 'too-many-connections'] as const),
    [12506, 'host-not-allowed'],
    [12526, 'server-unavailable'],
    [12521, 'database-not-found'],
    [12525, 'timed-out'],
    [12541, 'server-unavailable'],
  ])('reads a refusal with %i', (number, code) => {
    const message = `NJS-511: connection to listener at host h port 1 was refused.\nCause: ORA-${String(number)}`;
    expect(classifyOracle(driverError('NJS-511', message), job())).toMatchObject({ code, driverCode: `ORA-${String(number)}` });
  });

  it.each<readonly [number, string]>([
    [28, 'connection-closed'],
    [3113, 'connection-closed'],
    [20, 'too-many-connections'],
    ...[1035, 1089, 1109].map((number) => [number, 'server-unavailable'] as const),
    [3134, 'authentication-unsupported'],
    [1005, 'secret-missing'],
    [942, 'query-failed'],
  ])('reads ORA-%i', (number, code) => {
    expect(classifyOracle(driverError('ORA', `words\nHelp: https://docs.oracle.com/error-help/db/ora-1/`, number), job())).toMatchObject({ code, driverMessage: 'words' });
  });

  it('leaves errors of sockets to others', () => {
    expect(classifyOracle(driverError('ECONNREFUSED'), job())).toBeUndefined();
    expect(classifyOracle('words', job())).toBeUndefined();
  });
});
