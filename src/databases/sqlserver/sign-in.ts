import type { Socket } from 'node:net';
import { Connection } from 'tedious';
import type { ConnectionJob } from '../connection';
import { connectionClosed } from '../shared/first-bytes';
import { connectionConfig, handOver, type Target } from './connection';
import type { ReadyLine } from './line';
import { ServerRefusal, type ServerMessage } from './server-refusal';

export interface SignedIn {
  readonly connection: Connection;
  /** The line in use, which a redirection changes. */
  readonly line: ReadyLine;
  /** The database that the server has opened. */
  readonly database: string | undefined;
}

const MOST_REDIRECTIONS = 4;
/** What the server said last may still be on its way through the driver when its connection is already closed. */
const LAST_WORDS_MS = 250;

/**
 * Signs in over a line. Resolves when the server has accepted the credentials and opened the database. `follow` makes the
 * line when a gateway or an availability group sends its client on.
 */
export function signIn(job: ConnectionJob, first: ReadyLine, follow: (to: Target) => Promise<ReadyLine>): Promise<SignedIn> {
  return new Promise((resolve, reject) => {
    const said: ServerMessage[] = [];
    let line = first;
    let lines = 0;
    let database: string | undefined;

    const connect = async (target: Target): Promise<Socket> => {
      lines += 1;
      const number = lines;
      if (number > MOST_REDIRECTIONS + 1) throw new Error(`The server redirects without end, at last to ${target.host}:${target.port}`);
      if (number > 1) line = await follow(target);
      const { raw } = line;
      // The driver waits for ever for the rest of an answer whose server is gone.
      raw.once('close', () => {
        if (number !== lines) return;
        setTimeout(() => {
          fail(raw.errored ?? connectionClosed());
        }, LAST_WORDS_MS);
      });
      return handOver(line);
    };
    const fail = (error: Error): void => {
      reject(said.length === 0 ? error : new ServerRefusal(said, { cause: error }));
    };

    const connection = new Connection(connectionConfig(job, connect));
    connection.on('errorMessage', (message: ServerMessage) => said.push(message));
    connection.on('databaseChange', (name: string) => {
      database = name;
    });
    // What goes wrong is told by the promises; an event without a listener would be an uncaught exception.
    connection.on('error', () => undefined);
    connection.connect((error) => {
      if (error === undefined) resolve({ connection, line, database });
      else fail(error);
    });
  });
}
