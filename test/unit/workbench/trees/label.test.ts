import { expect, it } from 'vitest';
import { byLabel } from '../../../../src/workbench/trees/label';

it('rows stand in the order in which a person counts', () => {
  const rows = [{ title: 'Shard 10', path: 'a' }, { path: 'databases/shard 3' }, { title: 'shard 2', path: 'c' }, { title: 'Archive', path: 'd' }];
  expect([...rows].sort(byLabel).map(({ path }) => path)).toEqual(['d', 'c', 'databases/shard 3', 'a']);
});
