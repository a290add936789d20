import type { PreparationFailure } from '../preparation-failure';
import { inWords, type Explanation, type Explanations, type Names } from './explanation';

/** What the server lacks, forbids or cannot do once it knows who asks. */
export const databaseExplanations: Explanations<'database-not-found' | 'database-not-allowed' | 'too-many-connections' | 'server-unavailable' | 'query-failed'> = {
  'database-not-found': (_facts, names) => ({
    message: `The server has no ${names.kindOfDatabase} "${names.database}". Host, port, user and password are right.`,
    remedies: ['Is the name spelled right? It can be case-sensitive.', 'Is this the right server for this environment?', `Create the ${names.kindOfDatabase}, or have it created.`],
    field: 'database',
  }),
  'database-not-allowed': (facts, names, { type }) => (type.kind === 'file' ? fileNotAllowed(names) : databaseNotAllowed(facts, names)),
  'too-many-connections': ({ accountLimit }, names, { type }) => ({
    message: accountLimit === true ? `"${names.user}" has as many connections to ${names.address} as the server lets this account have.` : `The server on ${names.address} has no free connection.`,
    remedies: [
      'Close connections that nobody uses; look for applications whose pools are larger than they need.',
      `Lower the pool’s maximum: all instances together must stay below the ${accountLimit === true ? 'account' : 'server'}’s limit.`,
      accountLimit === true ? 'Ask the administrator to raise the limit of this account.' : `Ask the administrator to raise the limit${type.connectionLimit === undefined ? '' : ` (${type.connectionLimit})`}.`,
    ],
    field: 'pool.max',
  }),
  'server-unavailable': ({ field }, names) =>
    field === 'database' && names.database !== ''
      ? {
          message: `The database "${names.database}" is there, but lets nobody in now. Host, port, user and password are right.`,
          remedies: ['Is it being restored, or closed on purpose? Its administrator knows, and can open it.', 'Look into the server’s log.'],
        }
      : {
          message: `The server on ${names.address} is there, but does not accept work now.`,
          remedies: ['Is it starting, stopping or recovering? Test again in a moment.', 'Look into the server’s log.'],
        },
  'query-failed': (facts, names, { type }) =>
    type.kind === 'file'
      ? { message: `"${names.file}" is a database of ${names.label}, but could not be read${inWords(facts)}.`, remedies: [`Was it written by a later version of ${names.label} than the one here?`] }
      : {
          message: `The connection works, but a first query failed${inWords(facts)}.`,
          remedies: ['Does the account have the right to read anything at all?', 'Look into the server’s log.'],
        },
};

function databaseNotAllowed({ maybeMissing }: PreparationFailure, { database, user }: Names): Explanation {
  const grant = `Ask for the right to connect${database === '' ? '' : `: GRANT on "${database}" to "${user}"`}.`;
  return {
    field: 'database',
    ...(maybeMissing === true
      ? {
          message: `The database "${database}" does not exist, or "${user}" may not use it; the server does not say which. Host, port, user and password are right.`,
          remedies: ['Is the database’s name spelled right, and is this the right server for this environment?', grant],
        }
      : {
          message: `"${user}" may not use ${database === '' ? 'its default database' : `the database "${database}"`}. Host, port, user and password are right.`,
          remedies: [grant, 'Is the database’s name spelled right? Some servers say this of a missing database as well.'],
        }),
  };
}

function fileNotAllowed({ file }: Names): Explanation {
  return {
    message: `The file "${file}" may not be read by the account that this runs under.`,
    remedies: ['Whose file is it, and may others read it and its folder?', 'Was it made in a container, or by a service with an account of its own?'],
    field: 'file',
  };
}
