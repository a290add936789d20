import { describe, expect, it } from 'vitest';
import { DrawnRows } from '../../../../src/workbench/trees/drawn-rows';

interface Row {
  readonly title: string;
}

/** Rows that VS Code has asked for and drawn. */
function drawn(...ids: readonly string[]): { rows: DrawnRows<Row>; nodes: Row[] } {
  const rows = new DrawnRows<Row>();
  const nodes = ids.map((id) => rows.node(id, { title: id }));
  rows.give(nodes);
  for (const node of nodes) rows.drawn(node);
  return { rows, nodes };
}

describe('the rows of a tree', () => {
  it('keep what VS Code knows them by when what they say changes', () => {
    const { rows, nodes } = drawn('a', 'b');
    const now = [rows.node('a', { title: 'A' }), rows.node('b', { title: 'b' })];
    expect(now[0]).toBe(nodes[0]);
    expect(nodes[0]?.title).toBe('A');
    expect(rows.toDraw(now)).toEqual(now);
  });

  it.each([
    ['there is one more', ['a', 'b', 'c']],
    ['there is one less', ['b']],
    ['they stand in another order', ['b', 'a']],
  ])('are drawn all when %s, and once only', (_, ids) => {
    const { rows } = drawn('a', 'b');
    const now = ids.map((id) => rows.node(id, { title: id }));
    expect(rows.toDraw(now)).toBeUndefined();
    // VS Code has not asked yet: it will be given what is there by then.
    expect(rows.toDraw(now)).toEqual([]);
    rows.give(now);
    for (const row of now) rows.drawn(row);
    expect(rows.toDraw(now)).toEqual(now);
  });

  it('are drawn all while one of them is still being drawn', () => {
    const { rows, nodes } = drawn('a', 'b');
    rows.give(nodes);
    rows.drawn(nodes[0]!);
    expect(rows.toDraw(nodes)).toBeUndefined();
  });

  it('are drawn all when they are many', () => {
    const { rows, nodes } = drawn(...Array.from({ length: 100 }, (_, index) => String(index)));
    expect(rows.toDraw(nodes)).toBeUndefined();
  });
});
