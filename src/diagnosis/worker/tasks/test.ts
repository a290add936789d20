import * as z from 'zod/mini';
import type { ServerFacts } from '../../../databases/contract';
import type { Task, Work } from '../task';

const text = z.string();
const maybeText = z.exactOptional(text);
const maybeNumber = z.exactOptional(z.number());

const serverFacts = z.object({
  product: text,
  version: text,
  database: maybeText,
  user: maybeText,
  tls: z.exactOptional(z.object({ protocol: text, cipher: text, verified: z.boolean() })),
  connectionsInUse: maybeNumber,
  connectionsAllowed: maybeNumber,
  address: maybeText,
  fileSize: maybeNumber,
});

/** Test Connection. */
export const testTask: Task<ServerFacts> = { kind: 'test', result: (data) => serverFacts.safeParse(data).data };

export async function test({ driver, job, context }: Work): Promise<ServerFacts> {
  const session = await driver.connect(job, context);
  const facts = await driver.inspect(session, job, context);
  // After a failure the end of the worker closes the session; a goodbye could keep the failure waiting.
  await session.close();
  return facts;
}
