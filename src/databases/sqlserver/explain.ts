import type { ParameterValues } from '../connection';
import type { TypeWording } from '../contract';
import type { FailureFacts } from '../failure';

/** What is particular to SQL Server about a failure. */
export function explainSqlserver({ code, driverCode }: FailureFacts, values: ParameterValues): TypeWording {
  if (code !== 'account-locked') return {};
  const user = String(values['user'] ?? '');
  const login = `[${user.replaceAll(']', ']]')}]`;
  switch (driverCode) {
    case '18470':
      // With a wrong password the server answers 18456 and says nothing of this.
      return {
        message: `The login "${user}" is disabled. Host, port and password are right.`,
        remedies: [`An administrator enables it: ALTER LOGIN ${login} ENABLE.`, 'Is it one that was retired on purpose, such as "sa"? Then ask for a login of the application’s own.'],
        only: true,
      };
    case '17892':
      return {
        message: `A logon trigger of the server turned "${user}" away. Host, port and password are right.`,
        remedies: ['Ask the administrator for the trigger’s rule: it may go by the time, the address, the program or the number of connections. sys.server_triggers lists the triggers, the error log of the server tells what they print.'],
        only: true,
      };
    default:
      return { remedies: [`An administrator unlocks it with ALTER LOGIN ${login} and UNLOCK; the password policy of Windows says after how many wrong passwords it locks, and for how long.`] };
  }
}
