import * as z from 'zod/mini';
import type { ServerFacts } from '../../../databases/contract';
import { PRIVILEGE_CODES, type Privileges } from '../../../databases/privileges';
import type { Task, Work } from '../task';

/** Without `privileges` the driver has no way to tell. */
interface Result {
  readonly privileges?: Privileges;
}

const text = z.string();
const result = z.object({
  privileges: z.exactOptional(z.object({ findings: z.array(z.object({ code: z.enum(PRIVILEGE_CODES), message: text, remedy: text })), unknown: z.array(text) })),
});

/**
 * What the account may do, over a connection of its own: the look into a server's catalogue takes longer than a whole test,
 * and nobody is to wait for it to learn that the connection works.
 */
export function privilegesTask(facts: ServerFacts): Task<Result> {
  return { kind: 'privileges', request: facts, result: (data) => result.safeParse(data).data };
}

export async function privileges({ driver, job, context, request }: Work): Promise<Result> {
  if (driver.privileges === undefined) return {};
  const session = await driver.connect(job, context);
  const found = await driver.privileges(session, request as ServerFacts).catch((error: unknown) => unseen(context.failure(error).driverCode));
  await session.close();
  return { privileges: found };
}

function unseen(driverCode = 'no code'): Privileges {
  return { findings: [], unknown: [`The server does not show what the account may do (${driverCode}).`] };
}
