import type { Relation, Schemas, Table } from '../databases/catalog';
import type { Failure } from './outcome';
import type { TaskOutcome } from './run-task';
import type { Task } from './worker/task';
import { relationsTask, schemasTask, tablesTask } from './worker/tasks/browse';

/** What a look into a database came to. */
export type CatalogAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

type RunTask = <Result>(task: Task<Result>) => Promise<TaskOutcome<Result>>;

/** Reads what a database holds, each thing when it is first asked for, and remembers it; what failed is asked for anew. */
export class CatalogReader {
  private readonly schemaNames = new Remembered<Schemas>();
  private readonly relationNames = new Remembered<readonly Relation[]>();
  private readonly tablesByName = new Remembered<Table | undefined>();

  constructor(private readonly run: RunTask) {}

  schemas(): Promise<CatalogAnswer<Schemas>> {
    return this.schemaNames.get('', () => this.ask(schemasTask));
  }

  /** The tables and views of a schema, by name only. */
  relations(schema: string): Promise<CatalogAnswer<readonly Relation[]>> {
    return this.relationNames.get(schema, () => this.ask(relationsTask(schema)));
  }

  /** A table or view with its columns, keys and indexes; undefined when it is not there. */
  table(schema: string, name: string): Promise<CatalogAnswer<Table | undefined>> {
    return this.tablesByName.get(JSON.stringify([schema, name]), async () => {
      const found = await this.ask(tablesTask(schema, [name]));
      return found.ok ? { ok: true, value: found.value[0] } : found;
    });
  }

  /** Those of the named tables and views that are there, read anew in one go; without a schema in the one that the connection uses. */
  tables(schema: string | undefined, names: readonly string[]): Promise<CatalogAnswer<readonly Table[]>> {
    return this.ask(tablesTask(schema, names));
  }

  /** What was read of a schema's tables and views so far; asks for nothing. */
  knownRelations(schema: string): readonly Relation[] {
    return this.relationNames.known(schema) ?? [];
  }

  /** A table that was read; asks for nothing. */
  knownTable(schema: string, name: string): Table | undefined {
    return this.tablesByName.known(JSON.stringify([schema, name]));
  }

  /** The schemas that were read; asks for nothing. */
  get knownSchemas(): Schemas | undefined {
    return this.schemaNames.known('');
  }

  private async ask<Result>(task: Task<Result>): Promise<CatalogAnswer<Result>> {
    const outcome = await this.run(task);
    return outcome.ok ? { ok: true, value: outcome.result } : { ok: false, failure: outcome.failure };
  }
}

/** Answers by key. Whoever asks while the answer is on its way gets the same one. */
class Remembered<T> {
  private readonly asked = new Map<string, Promise<CatalogAnswer<T>>>();
  private readonly answers = new Map<string, T>();

  get(key: string, ask: () => Promise<CatalogAnswer<T>>): Promise<CatalogAnswer<T>> {
    const known = this.asked.get(key) ?? this.remember(key, ask());
    this.asked.set(key, known);
    return known;
  }

  known(key: string): T | undefined {
    return this.answers.get(key);
  }

  private async remember(key: string, answer: Promise<CatalogAnswer<T>>): Promise<CatalogAnswer<T>> {
    try {
      const found = await answer;
      if (found.ok) this.answers.set(key, found.value);
      else this.asked.delete(key);
      return found;
    } catch (error) {
      this.asked.delete(key);
      throw error;
    }
  }
}
