import { afterEach, describe, expect, it } from 'vitest';
import { OracleError } from '../servers/tns/replies';
import { startTns, type TnsOptions, type TnsServer } from '../servers/tns/server';
import { oracleJob } from './oracle-job';
import { failed, run, without } from './run-test';

/** What the real driver makes of refusals with the true numbers, brought about by a protocol-level test server. */

let server: TnsServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function failure(options: Partial<TnsOptions>, values = {}) {
  server = await startTns(options);
  const result = await run(oracleJob(server, values));
  return { facts: failed(result), stages: result.stages };
}

describe('a listener that refuses', () => {
  it.each([
    [12516, 'too-many-connections'],
    [12519, 'too-many-connections'],
    [12520, 'too-many-connections'],
    [12528, 'server-unavailable'],
    [12526, 'server-unavailable'],
    [12529, 'host-not-allowed'],
    [12506, 'host-not-allowed'],
    [12660, 'authentication-unsupported'],
    [12599, 'server-unavailable'],
  ] as const)('with %i: %s', async (number, code) => {
    expect((await failure({ refuse: number })).facts).toMatchObject({ code, stage: 'authenticate', driverCode: `ORA-${String(number)}` });
  });

  it('knows no such service; nobody has signed in then', async () => {
    const { facts, stages } = await failure({}, { serviceName: 'nothing' });
    expect(facts).toMatchObject({ code: 'database-not-found', stage: 'open', field: 'serviceName', driverCode: 'NJS-518', beforeSignIn: true });
    expect(stages.authenticate?.status).toBe('skipped');
  });

  it('knows no such SID', async () => {
    server = await startTns();
    const facts = failed(await run(without(oracleJob(server, { sid: 'NOTHING' }), 'serviceName')));
    expect(facts).toMatchObject({ code: 'database-not-found', stage: 'open', field: 'sid', driverCode: 'NJS-519' });
  });
});

describe('a database that refuses', () => {
  it('does not know the user, or not with this password', async () => {
    const expected = { code: 'authentication-failed', stage: 'authenticate', field: 'password', driverCode: 'ORA-01017' };
    expect((await failure({}, { password: 'wrong-Secret' })).facts).toMatchObject(expected);
    await server?.stop();
    expect((await failure({}, { user: 'nobody_here' })).facts).toMatchObject(expected);
  });

  it.each([
    [28000, 'account-locked', 'authenticate', 'user'],
    [28001, 'password-expired', 'authenticate', 'password'],
    [1045, 'database-not-allowed', 'open', 'user'],
    [18, 'too-many-connections', 'authenticate', undefined],
    [20, 'too-many-connections', 'authenticate', undefined],
    [2391, 'too-many-connections', 'authenticate', undefined],
    [1033, 'server-unavailable', 'authenticate', undefined],
    [1034, 'server-unavailable', 'authenticate', undefined],
    [1035, 'server-unavailable', 'authenticate', undefined],
    [1109, 'server-unavailable', 'authenticate', undefined],
    [28009, 'invalid-parameter', 'authenticate', 'options.role'],
    [1031, 'database-not-allowed', 'open', 'options.role'],
    [28040, 'authentication-unsupported', 'authenticate', 'user'],
    [3134, 'authentication-unsupported', 'authenticate', 'user'],
  ] as const)('with ORA-%i: %s', async (number, code, stage, field) => {
    const { facts } = await failure({ signInError: new OracleError(number, 'as the server words it') });
    expect(facts).toMatchObject({ code, stage, driverCode: `ORA-${String(number).padStart(5, '0')}`, driverMessage: expect.stringContaining('as the server words it') });
    expect(facts.field).toBe(field);
    expect(facts.driverMessage).not.toContain('Help:');
  });

  it('keeps a verifier that the driver does not have', async () => {
    expect((await failure({ verifierType: 0x939 })).facts).toMatchObject({ code: 'authentication-unsupported', stage: 'authenticate', driverCode: 'NJS-116' });
  });

  it('does not show that it knows the password', async () => {
    expect((await failure({ forgeProof: true })).facts).toMatchObject({ code: 'authentication-failed', stage: 'authenticate', driverCode: 'NJS-173' });
  });

  it('answers no statement', async () => {
    const answer = (): never => {
      throw new OracleError(4031, 'unable to allocate bytes of shared memory');
    };
    expect((await failure({ answer })).facts).toMatchObject({ code: 'query-failed', stage: 'query', driverCode: 'ORA-04031' });
  });
});

describe('an element that cannot be signed in with', () => {
  it('has no password', async () => {
    server = await startTns();
    expect(failed(await run(without(oracleJob(server), 'password')))).toMatchObject({ code: 'secret-missing', stage: 'authenticate', field: 'password' });
    expect(server.record.connectData).toEqual([]);
  });

  it.each(['orders)(SERVER=DEDICATED', 'a b', 'a"b', 'a=b', "a'b", 'a\\', '', 'a\nb', '#'])('has a name that no descriptor takes: %j', async (serviceName) => {
    const { facts } = await failure({}, { serviceName });
    expect(facts).toMatchObject({ code: 'invalid-parameter', field: 'serviceName' });
    expect(server?.record.connectData).toEqual([]);
  });

  it('has both a service name and a SID', async () => {
    expect((await failure({}, { sid: 'ORCL' })).facts).toMatchObject({ code: 'invalid-parameter', field: 'sid' });
  });
});
