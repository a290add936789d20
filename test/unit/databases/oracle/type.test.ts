import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../../src/databases/target';
import { explainFailure } from '../../../../src/diagnosis/explain';
import { contextOf } from '../../diagnosis/contexts';
import { typeOf } from '../../elements/samples';

const oracle = typeOf('oracle');
const at = { host: 'db.internal', port: 1521, user: 'app' };

describe('Oracle', () => {
  it.each([
    [{ ...at, serviceName: 'orders' }, 'db.internal:1521/orders'],
    [{ ...at, sid: 'ORCL' }, 'db.internal:1521/ORCL'],
  ])('leads to %j', (values, endpoint) => {
    expect(endpointOf(oracle, values)).toBe(endpoint);
  });

  it.each([
    ['serviceName', { serviceName: 'orders' }, 'knows no service "orders"', 'enter it as SID'],
    ['sid', { sid: 'ORCL' }, 'knows no SID "ORCL"', 'Pluggable databases'],
  ])('says of a listener that knows no %s where to look, and nothing of the password', (field, name, says, remedy) => {
    const facts = { code: 'database-not-found', stage: 'open', field, beforeSignIn: true } as const;
    const failure = explainFailure(facts, contextOf(oracle, { values: { ...at, ...name } }));
    expect(failure.message).toContain(`The listener on db.internal:1521 ${says}`);
    expect(failure.message).not.toContain('password');
    expect(failure.remedies[0]).toContain('lsnrctl services');
    expect(failure.remedies.join(' ')).toContain(remedy);
    expect(failure.actions).toContainEqual(expect.objectContaining({ kind: 'editField', field }));
  });

  it('tells a role that is not granted from a session that is not', () => {
    const explain = (field: string) => explainFailure({ code: 'database-not-allowed', stage: 'open', field }, contextOf(oracle, { values: { ...at, serviceName: 's', 'options.role': 'sysdba' } })).message;
    expect(explain('options.role')).toContain('SYSDBA');
    expect(explain('user')).toContain('CREATE SESSION');
  });
});
