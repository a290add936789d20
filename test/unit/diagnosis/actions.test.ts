import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../src/databases/connection';
import type { DatabaseType } from '../../../src/databases/contract';
import { actionsFor } from '../../../src/diagnosis/actions';
import type { FailureContext } from '../../../src/diagnosis/failure-context';
import type { PreparationFailure } from '../../../src/diagnosis/preparation-failure';
import { typeOf } from '../elements/samples';
import { certificate, contextOf } from './contexts';

const [postgresql, mysql, sqlite] = ['postgresql', 'mysql', 'sqlite'].map(typeOf) as [DatabaseType, DatabaseType, DatabaseType];
const dm = typeOf('dm');
const authority = { subject: 'CN=Company CA', validTo: '2030-01-01', fingerprint: 'EF:01', pem: '-----BEGIN CERTIFICATE-----' };
const at = (port: number): ParameterValues => ({ host: 'db', port });

describe('actionsFor', () => {
  it('offers to install a driver only for a type whose driver is installed', () => {
    expect(actionsFor({ code: 'driver-missing' }, undefined, contextOf(dm))).toEqual([{ kind: 'installDriver', type: 'dm', label: 'Install the driver...' }]);
    expect(actionsFor({ code: 'driver-missing' }, undefined, contextOf(postgresql))).toEqual([]);
  });

  it.each<[string, PreparationFailure, string | undefined, Partial<FailureContext>, readonly object[]]>([
    ['a refused port that is not the default', { code: 'connection-refused' }, undefined, { values: at(5433) }, [{ kind: 'setField', field: 'port', value: 5432, label: 'Use 5432' }]],
    ['a refused default port', { code: 'connection-refused' }, undefined, { values: at(5432) }, []],
    ['a refused port that is not stated', { code: 'connection-refused' }, undefined, { values: { host: 'db' } }, []],
    ['a refused port, another suggested', { code: 'connection-refused', suggestedPort: 5434 }, undefined, { values: at(5433) }, [{ kind: 'setField', value: 5434 }]],
    ['another protocol on the default port, no other port known', { code: 'wrong-protocol' }, undefined, { values: at(5432) }, []],
    ['another protocol', { code: 'wrong-protocol', suggestedPort: 5432 }, 'port', { values: at(3306) }, [{ kind: 'setField', value: 5432 }, { kind: 'editField', field: 'port', label: 'Edit port' }]],
    ['an unset variable', { code: 'variable-unset', field: 'host', variable: 'HOST' }, 'host', {}, [{ kind: 'setVariable', variable: 'HOST', label: 'Set HOST...' }, { kind: 'editField', field: 'host', label: 'Edit host' }]],
    ['a wrong variable', { code: 'invalid-parameter', field: 'port', variable: 'PORT' }, 'port', {}, [{ kind: 'setVariable', label: 'Correct PORT...' }, { kind: 'editField', field: 'port' }]],
    ['a wrong literal', { code: 'invalid-parameter', field: 'port' }, 'port', {}, [{ kind: 'editField', field: 'port' }]],
    ['a server of another type', { code: 'wrong-protocol', speaks: 'MySQL' }, undefined, { values: at(5432) }, [{ kind: 'setType', type: 'mysql', label: 'Change type to MySQL / MariaDB' }]],
    ['a peer that is no database', { code: 'wrong-protocol', speaks: 'SSH' }, undefined, { values: at(5432) }, []],
    ['an authority that the server presents', { code: 'tls-untrusted', certificate: { ...certificate, authority } }, undefined, {}, [{ kind: 'chooseFile', field: 'tls.ca' }, { kind: 'trustAuthority', authority, host: 'db.internal', label: 'Trust this CA...' }]],
    ['a missing password', { code: 'secret-missing', field: 'password' }, 'password', {}, [{ kind: 'editField', field: 'password', label: 'Enter password' }]],
    ['a stored variable and a new target', { code: 'secret-missing', field: 'password', variable: 'PW', newTarget: 't' }, 'password', {}, [{ kind: 'allowTarget', variable: 'PW', target: 't' }, { kind: 'editField' }]],
    ['a missing password, other targets', { code: 'secret-missing', field: 'password', otherTargets: ['a', 'b'] }, 'password', {}, [{ kind: 'reusePassword', target: 'a' }, { kind: 'reusePassword', target: 'b' }, { kind: 'editField' }]],
    ['a server that demands TLS', { code: 'tls-required' }, 'tls.mode', {}, [{ kind: 'setField', field: 'tls.mode', value: 'require', label: 'Set TLS mode to require' }, { kind: 'editField', field: 'tls.mode' }]],
    ['a demand for TLS that the type does not have', { code: 'tls-required', field: 'tls.mode' }, 'tls.mode', { type: sqlite }, []],
    ['a server without TLS', { code: 'tls-not-offered' }, undefined, {}, []],
    ['a server without TLS, a mode suggested', { code: 'tls-not-offered', suggestedTlsMode: 'prefer' }, undefined, {}, [{ kind: 'setField', value: 'prefer' }]],
    ['a sign-in that needs TLS', { code: 'authentication-unsupported', suggestedTlsMode: 'require' }, undefined, {}, [{ kind: 'setField', field: 'tls.mode', value: 'require' }]],
    ['a TLS mode that does not go with the rest', { code: 'invalid-parameter', field: 'tls.mode', suggestedTlsMode: 'verify-full' }, 'tls.mode', {}, [{ kind: 'setField', value: 'verify-full' }, { kind: 'editField' }]],
    ['an unknown authority', { code: 'tls-untrusted' }, 'tls.ca', {}, [{ kind: 'chooseFile', field: 'tls.ca' }, { kind: 'editField', field: 'tls.ca', label: 'Edit CA certificate' }]],
    ['a slow answer', { code: 'timed-out' }, undefined, { deadlineMs: 10_000 }, [{ kind: 'setField', field: 'timeouts.connectMs', value: 30_000, label: 'Wait up to 30 s' }]],
    ['no answer at all', { code: 'timed-out' }, 'host', { deadlineMs: 10_000 }, [{ kind: 'editField', field: 'host' }, { kind: 'setField', field: 'timeouts.connectMs', value: 30_000 }]],
    ['a slow answer near the longest timeout', { code: 'timed-out' }, undefined, { deadlineMs: 500_000 }, [{ kind: 'setField', value: 600_000 }]],
    ['a slow answer at the longest timeout', { code: 'timed-out' }, undefined, { deadlineMs: 600_000 }, []],
    ['a service that does not tell the port', { code: 'timed-out', portService: 'a browser' }, 'port', { deadlineMs: 10_000 }, [{ kind: 'editField', field: 'port' }]],
    ['a wrong password', { code: 'authentication-failed' }, 'password', {}, [{ kind: 'editField', field: 'password', label: 'Enter password' }]],
    ['a field that the type does not have', { code: 'unknown' }, 'serviceName', {}, []],
    ['an allow-list without this machine', { code: 'host-not-allowed' }, 'host', {}, [{ kind: 'copyReport', label: 'Copy report for the administrator' }, { kind: 'editField', field: 'host' }]],
    ['a database without a grant', { code: 'database-not-allowed' }, 'database', {}, [{ kind: 'copyReport' }, { kind: 'editField', field: 'database' }]],
    ['a database without a grant, or missing', { code: 'database-not-allowed', maybeMissing: true }, 'database', {}, [{ kind: 'editField', field: 'database' }]],
    ['a file of somebody else', { code: 'database-not-allowed' }, 'file', { type: sqlite }, [{ kind: 'editField', field: 'file' }]],
    ['a cancelled test', { code: 'cancelled' }, undefined, {}, []],
  ])('%s', (_name, facts, field, change, expected) => {
    const actions = actionsFor(facts, field, contextOf(postgresql, change));
    expect(actions).toHaveLength(expected.length);
    expect(actions).toMatchObject(expected);
  });

  it('marks a secret variable, so that its value is not written into the settings', () => {
    for (const code of ['variable-unset', 'invalid-parameter'] as const) {
      const actions = actionsFor({ code, field: 'password', variable: 'PASSWORD' }, 'password', contextOf(mysql));
      expect(actions).toContainEqual(expect.objectContaining({ kind: 'setVariable', variable: 'PASSWORD', secret: true }));
    }
  });

  it.each(['file-not-found', 'file-not-a-database'] as const)('offers to choose a file: %s', (code) => {
    expect(actionsFor({ code }, 'file', contextOf(sqlite))).toMatchObject([{ kind: 'chooseFile', field: 'file' }, { kind: 'editField', field: 'file' }]);
  });
});
