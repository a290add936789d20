import { checkOfTarget, describeTarget } from '../credentials/checked-target';
import { isUnixSocket } from '../databases/shared/unix-socket';
import { databaseTypes } from '../databases/registry';
import { findParameter, parameterKey } from '../elements/parameter';
import { weakenedFrom } from './explanations/weaker-check';
import type { FailureContext } from './failure-context';
import type { FailureAction } from './outcome';
import type { PreparationFailure } from './preparation-failure';

/** What the tool itself can do about a failure, the most promising first. */
export function actionsFor(facts: PreparationFailure, field: string | undefined, context: FailureContext): FailureAction[] {
  const [own, edit] = [specific(facts, context), editing(field, context)];
  // Where nothing answers at all, the address is more likely wrong than the network slow.
  const actions = facts.code === 'timed-out' && field === 'host' ? [...edit, ...own] : [...own, ...edit];
  // A type of another extension may lack what its driver speaks of, such as TLS.
  return actions.filter((action) => !('field' in action) || findParameter(context.type, action.field) !== undefined);
}

function specific(facts: PreparationFailure, context: FailureContext): FailureAction[] {
  const { type } = context;
  switch (facts.code) {
    case 'unreachable':
      return facts.suggestedHost === undefined ? [] : otherHost(facts.suggestedHost);
    case 'connection-refused':
      return facts.suggestedHost === undefined ? otherPort(facts, context) : otherHost(facts.suggestedHost);
    case 'wrong-protocol':
      return [...otherType(facts.speaks), ...otherPort(facts, context)];
    case 'variable-unset':
    case 'invalid-parameter': {
      const secret = facts.field !== undefined && findParameter(type, facts.field)?.kind === 'secret';
      if (facts.variable === undefined) return suggestedTlsMode(facts.suggestedTlsMode);
      // Another value would be a secret as well, as long as the field has this variable.
      if (facts.exposed === true) return [];
      return [{ kind: 'setVariable', variable: facts.variable, secret, label: `${facts.code === 'variable-unset' ? 'Set' : 'Correct'} ${facts.variable}...` }];
    }
    case 'secret-missing':
      if (facts.variable !== undefined && facts.newTarget !== undefined) {
        return [...check(facts.allowedTargets, facts.newTarget), { kind: 'allowTarget', variable: facts.variable, target: facts.newTarget, label: `Use ${facts.variable} for this target...` }];
      }
      return [...check(facts.otherTargets, facts.owner?.target ?? ''), ...(facts.otherTargets ?? []).map((target) => reuse(target, facts.owner?.target ?? ''))];
    case 'tls-required':
      return suggestedTlsMode(facts.suggestedTlsMode ?? 'require');
    case 'tls-not-offered':
    case 'authentication-unsupported':
      return suggestedTlsMode(facts.suggestedTlsMode);
    case 'tls-untrusted':
      return findParameter(type, 'tls.ca') === undefined ? [] : [{ kind: 'chooseFile', field: 'tls.ca', label: 'Choose CA certificate...' }, ...trust(facts, context)];
    case 'timed-out': {
      // A longer connect timeout does not help where nothing connects yet.
      if (facts.limitMs !== undefined) return [];
      const longer = Math.min(context.deadlineMs * 3, 600_000);
      return longer <= context.deadlineMs || facts.portService !== undefined ? [] : [{ kind: 'setField', field: 'timeouts.connectMs', value: longer, label: `Wait up to ${longer / 1000} s` }];
    }
    case 'host-not-allowed':
    case 'account-locked':
    case 'tls-expired':
      return [tellAdministrator];
    case 'database-not-allowed':
      // The name is what to look at where it may be wrong, and a file has no administrator.
      return facts.maybeMissing === true || type.kind === 'file' ? [] : [tellAdministrator];
    case 'driver-missing':
      return type.driverPackage === undefined ? [] : [{ kind: 'installDriver', type: type.id, label: 'Install the driver...' }];
    case 'file-not-found':
    case 'file-not-a-database':
      return [{ kind: 'chooseFile', field: facts.field ?? 'file', label: 'Choose file...' }];
    default:
      return [];
  }
}

const tellAdministrator: FailureAction = { kind: 'copyReport', label: 'Copy report for the administrator' };

/** Back to the check that a secret was meant for, where the mode alone tells it. */
function check(targets: readonly string[] = [], target: string): FailureAction[] {
  const then = checkOfTarget(weakenedFrom(targets, target)?.agreed ?? '');
  const now = checkOfTarget(target);
  return then === undefined || (now !== undefined && now.authorities !== then.authorities) ? [] : suggestedTlsMode(then.mode);
}

function reuse(other: string, target: string): FailureAction {
  const label = weakenedFrom([other], target) === undefined ? `Use the password of ${describeTarget(other)}...` : 'Use it here too...';
  return { kind: 'reusePassword', target: other, label };
}

function otherHost(host: string): FailureAction[] {
  return [{ kind: 'setField', field: 'host', value: host, label: `Use ${host}` }];
}

function otherPort({ suggestedPort }: PreparationFailure, { type, values }: FailureContext): FailureAction[] {
  const port = suggestedPort ?? type.defaultPort;
  return port === undefined || isUnixSocket(String(values['host'] ?? '')) || port === Number(values['port'] ?? type.defaultPort) ? [] : [{ kind: 'setField', field: 'port', value: port, label: `Use ${port}` }];
}

function otherType(speaks: string | undefined): FailureAction[] {
  const spoken = databaseTypes.all.find(({ label }) => speaks !== undefined && label.split(' / ').includes(speaks));
  return spoken === undefined ? [] : [{ kind: 'setType', type: spoken.id, label: `Change type to ${spoken.label}` }];
}

function trust({ certificate }: PreparationFailure, { values }: FailureContext): FailureAction[] {
  const authority = certificate?.authority;
  return authority === undefined ? [] : [{ kind: 'trustAuthority', authority, host: String(values['host'] ?? ''), label: 'Trust this CA...' }];
}

function suggestedTlsMode(mode: string | undefined): FailureAction[] {
  return mode === undefined ? [] : [{ kind: 'setField', field: 'tls.mode', value: mode, label: `Set TLS mode to ${mode}` }];
}

function editing(field: string | undefined, { type }: FailureContext): FailureAction[] {
  const parameter = field === undefined ? undefined : findParameter(type, field);
  if (parameter === undefined) return [];
  const label = parameter.kind === 'secret' ? `Enter ${parameter.label.toLowerCase()}` : `Edit ${parameter.label.toLowerCase().replace('tls', 'TLS').replace('ca ', 'CA ')}`;
  return [{ kind: 'editField', field: parameterKey(parameter), label }];
}
