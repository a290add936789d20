import { expect, it } from 'vitest';
import { valueProblem } from '../../../src/environments/variable-key';

it.each([
  ['means itself', '${ORDERS_DB_HOST}', /refers to itself/],
  ['has a password in it', 'postgres://app:hunter2@db.internal/shop', /^The value holds a password/],
])('a value that %s is none for a variable that is no secret', (_name, value, problem) => {
  expect(valueProblem('ORDERS_DB_HOST', value)).toMatch(problem);
  expect(valueProblem('ORDERS_DB_HOST', value)).not.toContain('hunter2');
});

it.each(['', 'db.internal', 'https://db.internal/orders', '5432'])('any other text is one: "%s"', (value) => {
  expect(valueProblem('ORDERS_DB_HOST', value)).toBeUndefined();
});
