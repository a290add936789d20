import * as z from 'zod/mini';
import type { ServerFacts } from '../../../databases/contract';
import type { Task, Work } from '../task';

/** What a test finds out. */
interface Tested extends ServerFacts {
  /** The driver can tell what the account may do, see privilegesTask(). */
  readonly tellsPrivileges?: true;
}

const text = z.string();
const maybeText = z.exactOptional(text);
const maybeNumber = z.exactOptional(z.number());

const tested = z.object({
  product: text,
  version: text,
  database: maybeText,
  user: maybeText,
  tls: z.exactOptional(z.object({ protocol: text, cipher: text, verified: z.boolean() })),
  connectionsInUse: maybeNumber,
  connectionsAllowed: maybeNumber,
  address: maybeText,
  fileSize: maybeNumber,
  tellsPrivileges: z.exactOptional(z.literal(true)),
});

/** Test Connection. */
export const testTask: Task<Tested> = { kind: 'test', result: (data) => tested.safeParse(data).data };

export async function test({ driver, job, context }: Work): Promise<Tested> {
  const session = await driver.connect(job, context);
  const facts = await driver.inspect(session, job, context);
  // After a failure the end of the worker closes the session; a goodbye could keep the failure waiting.
  await session.close();
  return driver.privileges === undefined ? facts : { ...facts, tellsPrivileges: true };
}
