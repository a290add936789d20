import * as z from 'zod/mini';
import { carriedFacts, ConnectionFailure } from '../../../databases/failure';
import { errorCode, errorMessage } from '../../../databases/shared/network-failure';
import type { Task, Work } from '../task';

const request = z.object({ statements: z.array(z.string()) });
const count = z.number();

/**
 * Runs statements that a person has agreed to, one after the other, over one connection that may write; the first that fails
 * ends it. `onDone` is told how many were run. The result is their number.
 */
export function executeTask(statements: readonly string[], onDone: (count: number) => void): Task<number> {
  return {
    kind: 'execute',
    request: { statements },
    result: (data) => count.safeParse(data).data,
    progress: (data) => {
      const done = count.safeParse(data);
      if (done.success) onDone(done.data);
    },
  };
}

export async function execute({ driver, job, context, request: asked, progress }: Work): Promise<number> {
  const { statements } = request.parse(asked);
  const session = await driver.connect({ ...job, writes: true }, context);
  await context.stage('query', async () => {
    for (const [index, statement] of statements.entries()) {
      await session.query(statement).catch((error: unknown) => { throw refusal(error, driver.classify(error, job)?.driverCode ?? errorCode(error)); });
      progress(index + 1);
    }
  });
  await session.close();
  return statements.length;
}

/** What a database says of a statement is for the person who wrote it; it tells nothing of the connection. */
function refusal(error: unknown, driverCode: string | undefined): ConnectionFailure {
  return new ConnectionFailure(carriedFacts(error) ?? { code: 'query-failed', driverMessage: errorMessage(error), ...(driverCode === undefined ? {} : { driverCode }) }, { cause: error });
}
