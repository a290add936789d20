import type { ConnectionJob } from '../../src/databases/connection';
import { sqliteDialect } from '../../src/databases/sqlite/dialect';
import { CatalogReader } from '../../src/diagnosis/catalog-reader';
import { WorkerPool } from '../../src/diagnosis/worker-pool';
import { compareModels } from '../../src/models/compare-models';
import { createTable } from '../../src/models/ddl';
import type { Model } from '../../src/models/model';
import { newTableModel } from '../../src/models/model';
import { tableOf } from '../../src/models/to-table';

/** A model of some columns, as applications have them. */
function modelOf(number: number): Model {
  const field = { nullable: true, primaryKey: false, unique: false, index: false };
  const model = newTableModel({ title: `T${number}`, database: 'databases.bench', table: `t${String(number).padStart(5, '0')}` });
  const texts = Array.from({ length: 10 }, (_, place) => ({ ...field, name: `text_${place}`, type: 'single-line-text' as const, index: place === 0 }));
  return { ...model, fields: [...model.fields, ...texts, { ...field, name: 'made', type: 'date-time' as const }] };
}

/** The statements that make the tables of models. */
export function statements(count: number): readonly string[] {
  return Array.from({ length: count }, (_, number) => createTable(tableOf(modelOf(number), sqliteDialect), sqliteDialect)).flat();
}

/** What the tree and the comparison ask of a database file, through the workers. */
export function subjects(file: string, workerFile: string) {
  const workers = new WorkerPool({ workerFile });
  const job: ConnectionJob = { type: 'sqlite', driver: 'sqlite', values: {}, secretKeys: [], tls: { mode: 'disable' }, file };
  const newReader = () =>
    new CatalogReader(async (task) => {
      const outcome = await workers.run(job, task, { deadlineMs: 60_000, signal: new AbortController().signal, onEvent: () => undefined });
      if (!outcome.ok) throw new Error(outcome.failure.driverMessage ?? outcome.failure.code);
      return { ok: true, result: outcome.result, job, run: { element: '', type: 'sqlite', environment: '', milliseconds: 0, stages: [], startedAt: '', ranFrom: '', endpoint: '' } };
    });
  return {
    /** Opens the schema; resolves with the number of tables. */
    async open(): Promise<number> {
      const answer = await newReader().relations('main');
      return answer.ok ? answer.value.length : 0;
    },
    /** Compares models with their tables; resolves with the number of differences. */
    async compare(count: number): Promise<number> {
      const answer = await compareModels(Array.from({ length: count }, (_, number) => modelOf(number)), sqliteDialect, newReader());
      return answer.ok ? answer.value.reduce((sum, { differences }) => sum + differences.length, 0) : -1;
    },
    stop: () => workers.dispose(),
  };
}
