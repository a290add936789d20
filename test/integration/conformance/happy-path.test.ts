import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGES } from '../../../src/databases/stages';
import { titled } from '../subjects';
import type { Running } from './subject';
import { passed, testElement } from './test-element';

describe.each(titled)('%s', (_label, { type, against, start, server }) => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());

  it(`passes every stage of ${against} and says what is there`, async () => {
    const tested = await testElement(type, running);
    const facts = passed(tested);
    expect(facts).toMatchObject(running.facts);
    expect(facts.version).toMatch(/^\d+[. ]\d/);
    expect(tested.outcome.stages.map(({ id }) => id)).toEqual(server === undefined ? ['resolve', 'open', 'query'] : STAGES);
    for (const { id, status } of tested.outcome.stages) expect(status, id).toBe('passed');
    expect(tested.report).toContain(facts.version);
  });

  it('reports each stage in order, and as it happens', async () => {
    const { events } = await testElement(type, running);
    const order = events.map(({ id }) => STAGES.indexOf(id));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('passes many at a time with different deadlines', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, index) => testElement(type, running, { deadlineMs: 20_000 + index })));
    for (const one of all) passed(one);
  });
});
