import type { ConnectionContext } from '../connection';
import type { ServerFacts } from '../contract';
import type { Row, Session } from '../session';

/** How a type asks a server what it is. */
export interface Inquiry {
  readonly statement: string;
  /** For servers that speak the protocol and do not know a part of the statement. */
  readonly plainStatement: string;
  readonly isUnsupported: (error: unknown) => boolean;
  /** Reads the row of either statement. */
  readonly read: (row: Row | undefined, session: Session) => ServerFacts;
}

/** The stages `query` and `inspect`. */
export async function inspectServer(session: Session, context: ConnectionContext, inquiry: Inquiry): Promise<ServerFacts> {
  const [row] = await context.stage('query', () => ask(session, inquiry));
  return context.stage('inspect', (detail) => {
    const facts = inquiry.read(row, session);
    detail(`${facts.product} ${facts.version}`);
    return facts;
  });
}

async function ask(session: Session, { statement, plainStatement, isUnsupported }: Inquiry): Promise<readonly Row[]> {
  try {
    return await session.query(statement);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return session.query(plainStatement);
  }
}
