import type { ParameterValues } from '../connection';
import type { TypeWording } from '../contract';
import type { FailureFacts } from '../failure';
import { bracketed } from '../target';
import { DEFAULT_PORT } from './default-port';

/** What is particular to Oracle about a failure, to stand before the general advice. */
export function explainOracle(facts: FailureFacts, values: ParameterValues): TypeWording {
  const listener = `The listener on ${bracketed(String(values['host'] ?? ''))}:${String(values['port'] ?? DEFAULT_PORT)}`;
  switch (facts.code) {
    case 'database-not-found': {
      const sid = facts.field === 'sid';
      const name = String(values[sid ? 'sid' : 'serviceName'] ?? '');
      return {
        message: `${listener} knows no ${sid ? `SID "${name}"` : `service "${name}"`}. Host and port are right; nobody has signed in yet.`,
        remedies: [
          'On the server, "lsnrctl services" lists what the listener knows.',
          sid ? 'Is it the name of a service? Pluggable databases have no SID of their own.' : 'Is it a SID? Then clear the service name and enter it as SID.',
          'Has the database just started? It tells the listener of its services within a minute.',
        ],
      };
    }
    case 'tls-not-offered':
      // One that has TLS, but no version in common, is told by the general sentence.
      return facts.driverCode?.startsWith('ERR_SSL_') === true ? {} : { message: `${listener} does not use TLS on this port, and the TLS mode demands it. Nothing was sent.`, remedies: ['TLS (TCPS) has a port of its own, usually 2484.'] };
    case 'tls-required':
      return { message: `${listener} uses TLS on this port.` };
    case 'server-unavailable':
      return { remedies: ['ORA-01033 and ORA-01034: the instance is not open. ORA-01035 and ORA-12526: it is open for administrators only.'] };
    case 'account-locked':
      return { remedies: ['An administrator unlocks it with ALTER USER and ACCOUNT UNLOCK; the profile says after how many wrong passwords it locks (FAILED_LOGIN_ATTEMPTS).'] };
    case 'database-not-allowed':
      return facts.field === 'options.role'
        ? { message: `"${String(values['user'] ?? '')}" may not sign in with the role ${String(values['options.role'] ?? '').toUpperCase()}.`, remedies: ['Set the role to "None" for an ordinary account.'] }
        : { message: `"${String(values['user'] ?? '')}" may not open a session: it lacks CREATE SESSION. Host, port, user and password are right.`, remedies: [`An administrator grants it: GRANT CREATE SESSION TO ${String(values['user'] ?? '')}.`] };
    case 'authentication-unsupported':
      return { remedies: ['oracledb in thin mode needs Oracle 12.1 or later, a password verifier of 11g or 12c, and a server that does not demand native network encryption; TLS takes its place.'] };
    default:
      return {};
  }
}
