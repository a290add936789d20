import * as z from 'zod/mini';
import type { Catalog, Relation, Schemas, Table } from '../../../databases/catalog';
import type { Session } from '../../../databases/session';
import { ConnectionFailure } from '../../../databases/failure';
import type { Task, Work } from '../task';

const text = z.string();
const texts = z.array(text);
const tableName = { schema: z.exactOptional(text), name: text };
const relation = z.object({ ...tableName, kind: z.enum(['table', 'view']) });
const flag = z.exactOptional(z.boolean());

const table = z.extend(relation, {
  columns: z.array(z.object({ name: text, type: text, nullable: z.boolean(), default: z.exactOptional(text), autoNumber: flag, generated: flag, comment: z.exactOptional(text) })),
  primaryKey: texts,
  indexes: z.array(z.object({ name: text, unique: z.boolean(), columns: texts, constraint: z.exactOptional(text), supports: flag })),
  foreignKeys: z.array(z.object({ name: z.exactOptional(text), columns: texts, table: z.object(tableName), references: texts })),
});

const schemas = z.object({ names: texts, current: z.exactOptional(text) });

const request = z.discriminatedUnion('what', [
  z.object({ what: z.literal('schemas') }),
  z.object({ what: z.literal('relations'), schema: text }),
  z.object({ what: z.literal('tables'), schema: z.exactOptional(text), names: texts }),
]);

/** The schemas that a connection sees. */
export const schemasTask: Task<Schemas> = { kind: 'browse', request: { what: 'schemas' }, result: (data) => schemas.safeParse(data).data };

/** The tables and views of a schema, by name only. */
export function relationsTask(schema: string): Task<readonly Relation[]> {
  return { kind: 'browse', request: { what: 'relations', schema }, result: (data) => z.array(relation).safeParse(data).data };
}

/** Those of the named tables and views that are there, as they are; without a schema in the one that the connection uses. */
export function tablesTask(schema: string | undefined, names: readonly string[]): Task<readonly Table[]> {
  return { kind: 'browse', request: { what: 'tables', ...(schema === undefined ? {} : { schema }), names }, result: (data) => z.array(table).safeParse(data).data };
}

export async function browse({ driver, job, context, request: asked }: Work): Promise<unknown> {
  const { catalog } = driver;
  if (catalog === undefined) throw new ConnectionFailure({ code: 'query-failed', driverMessage: `The driver of ${job.type} does not read schemas.` });
  const wanted = request.parse(asked);
  const session = await driver.connect(job, context);
  const found = await context.stage('query', (): Promise<unknown> => {
    switch (wanted.what) {
      case 'schemas':
        return catalog.schemas(session);
      case 'relations':
        return catalog.relations(session, wanted.schema);
      case 'tables':
        return tables(catalog, session, wanted.schema, wanted.names);
    }
  });
  await session.close();
  return found;
}

async function tables(catalog: Catalog, session: Session, stated: string | undefined, names: readonly string[]): Promise<readonly Table[]> {
  const schema = stated ?? (await catalog.schemas(session)).current;
  return schema === undefined ? [] : catalog.tables(session, schema, names);
}
