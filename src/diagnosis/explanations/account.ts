import type { Explanations } from './explanation';

/** Why the server does not let this account in. */
export const accountExplanations: Explanations<'authentication-failed' | 'authentication-unsupported' | 'account-locked' | 'password-expired' | 'host-not-allowed'> = {
  'authentication-failed': (_facts, names, { values }) => ({
    message: `The server does not accept the user ${names.user === '' ? '' : `"${names.user}" `}with this password.`,
    remedies: [
      'Is the password right? It is case-sensitive, and may differ between environments.',
      `Does the user ${names.user === '' ? '' : `"${names.user}" `}exist on this server, and may it sign in from this machine?`,
      ...(values['tls.mode'] === 'disable' ? ['Is the account one that may sign in with TLS only? Some servers then say no more than this: try TLS mode "require".'] : []),
    ],
    field: 'password',
  }),
  'authentication-unsupported': (facts, names) => ({
    message: `The server asks for a way of signing in that ${names.label}'s driver does not support${facts.driverMessage === undefined ? '' : ` (${facts.driverMessage})`}.`,
    remedies: ['Ask the administrator for a user with password authentication.', 'Is TLS on? Some ways of signing in are allowed only over TLS.'],
    field: 'user',
  }),
  'account-locked': (_facts, names) => ({
    message: `The account "${names.user}" is locked or may not sign in.`,
    remedies: ['Ask the administrator to unlock it.', 'Locked after failed attempts? Find the program that keeps trying an old password first.'],
    field: 'user',
  }),
  'password-expired': (_facts, names) => ({
    message: `The password of "${names.user}" has expired.`,
    remedies: ['Set a new password with the database’s own tools, then store it here.'],
    field: 'password',
  }),
  'host-not-allowed': ({ clientAddress }, names, { ranFrom, type }) => ({
    message: `The server does not allow "${names.user}" to connect from ${clientAddress === undefined ? ranFrom : `${clientAddress}, as which it sees ${ranFrom}`}.`,
    remedies: [
      `Ask the administrator to add ${clientAddress ?? 'this machine'} to the allow-list${type.allowList === undefined ? '' : ` (${type.allowList})`}.`,
      'Is a VPN or a jump host needed, so that the server sees an address it knows?',
    ],
    field: 'host',
  }),
};
