import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { databaseTypes } from '../../../src/databases/registry';
import { CatalogReader } from '../../../src/diagnosis/catalog-reader';
import type { TaskOutcome } from '../../../src/diagnosis/run-task';
import type { Task } from '../../../src/diagnosis/worker/task';

const run = { element: 'databases.orders', type: 'sqlite', environment: 'development', milliseconds: 1, stages: [], startedAt: '', ranFrom: 'this machine', endpoint: '' };
const refused = { code: 'connection-refused', stage: 'reach', message: 'Nobody listens.', remedies: [], actions: [] } as const;

/** A reader whose worker is a fake that answers what `answers` holds, in order; undefined is a refused connection. */
function readerOf(...answers: readonly unknown[]) {
  const asked: unknown[] = [];
  const queue = [...answers];
  const reader = new CatalogReader(<Result>(task: Task<Result>): Promise<TaskOutcome<Result>> => {
    asked.push(task.request);
    const result = task.result(queue.shift());
    return Promise.resolve(result === undefined ? { ok: false, run, failure: refused } : { ok: true, run, result, job: { type: 'sqlite', driver: 'sqlite', values: {}, secretKeys: [], tls: { mode: 'disable' } } });
  });
  return { reader, asked };
}

const customer = { schema: 'main', name: 'customer', kind: 'table', columns: [], primaryKey: [], indexes: [], foreignKeys: [] };

describe('CatalogReader', () => {
  it('asks once, for whoever asks at the same time and later', async () => {
    const { reader, asked } = readerOf({ names: ['main'], current: 'main' });
    const [first, second] = await Promise.all([reader.schemas(), reader.schemas()]);
    expect(first).toEqual({ ok: true, value: { names: ['main'], current: 'main' } });
    expect([second, await reader.schemas()]).toEqual([first, first]);
    expect(asked).toEqual([{ what: 'schemas' }]);
    expect(reader.knownSchemas).toEqual({ names: ['main'], current: 'main' });
  });

  it('tells a failure, forgets it, and asks anew', async () => {
    const { reader, asked } = readerOf(undefined, [{ schema: 'main', name: 'customer', kind: 'table' }]);
    expect(await reader.relations('main')).toEqual({ ok: false, failure: refused });
    expect(reader.knownRelations('main')).toEqual([]);
    expect(await reader.relations('main')).toMatchObject({ ok: true, value: [{ name: 'customer' }] });
    expect(reader.knownRelations('main')).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it('asks anew too when nothing could be asked at all', async () => {
    let asked = 0;
    const reader = new CatalogReader(() => {
      asked += 1;
      return Promise.reject(new Error('There is no worker.'));
    });
    await expect(reader.schemas()).rejects.toThrow('There is no worker.');
    await expect(reader.schemas()).rejects.toThrow('There is no worker.');
    expect(asked).toBe(2);
  });

  it('keeps apart tables of the same name in two schemas, and knows one that is not there', async () => {
    const { reader, asked } = readerOf([customer], []);
    expect(await reader.table('main', 'customer')).toEqual({ ok: true, value: customer });
    expect(await reader.table('other', 'customer')).toEqual({ ok: true, value: undefined });
    expect(reader.knownTable('main', 'customer')).toEqual(customer);
    expect(reader.knownTable('other', 'customer')).toBeUndefined();
    expect(asked).toEqual([{ what: 'tables', schema: 'main', names: ['customer'] }, { what: 'tables', schema: 'other', names: ['customer'] }]);
  });
});

it('is offered for the types whose folder has a catalogue, and for no other', () => {
  const folder = path.resolve(import.meta.dirname, '../../../src/databases');
  for (const type of databaseTypes.all) expect(type.readsCatalog === true, type.id).toBe(readdirSync(path.join(folder, type.driver)).includes('catalog.ts'));
});
