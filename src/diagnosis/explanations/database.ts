import { inWords, type Explanations } from './explanation';

/** What the server lacks, forbids or cannot do once it knows who asks. */
export const databaseExplanations: Explanations<'database-not-found' | 'database-not-allowed' | 'too-many-connections' | 'server-unavailable' | 'query-failed'> = {
  'database-not-found': (_facts, names) => ({
    message: `The server has no ${names.kindOfDatabase} "${names.database}". Host, port, user and password are right.`,
    remedies: ['Is the name spelled right? It can be case-sensitive.', 'Is this the right server for this environment?', `Create the ${names.kindOfDatabase}, or have it created.`],
    field: 'database',
  }),
  'database-not-allowed': (facts, names) => ({
    message:
      facts.maybeMissing === true
        ? `The database "${names.database}" does not exist, or "${names.user}" may not use it; the server does not say which. Host, port, user and password are right.`
        : `"${names.user}" may not use ${names.database === '' ? 'its default database' : `the database "${names.database}"`}. Host, port, user and password are right.`,
    remedies: [
      ...(facts.maybeMissing === true ? ['Is the database’s name spelled right, and is this the right server for this environment?'] : []),
      `Ask for the right to connect${names.database === '' ? '' : `: GRANT on "${names.database}" to "${names.user}"`}.`,
      ...(facts.maybeMissing === true ? [] : ['Is the database’s name spelled right? Some servers say this of a missing database as well.']),
    ],
    field: 'database',
  }),
  'too-many-connections': (_facts, names, { type }) => ({
    message: `The server on ${names.address} has no free connection.`,
    remedies: [
      'Close connections that nobody uses; look for applications whose pools are larger than they need.',
      'Lower the pool’s maximum: all instances together must stay below the server’s limit.',
      `Ask the administrator to raise the limit${type.connectionLimit === undefined ? '' : ` (${type.connectionLimit})`}.`,
    ],
    field: 'pool.max',
  }),
  'server-unavailable': (_facts, names) => ({
    message: `The server on ${names.address} is there, but does not accept work now.`,
    remedies: ['Is it starting, stopping or recovering? Test again in a moment.', 'Look into the server’s log.'],
  }),
  'query-failed': (facts) => ({
    message: `The connection works, but a first query failed${inWords(facts)}.`,
    remedies: ['Does the account have the right to read anything at all?', 'Look into the server’s log.'],
  }),
};
