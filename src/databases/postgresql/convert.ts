import { normalizeType } from './column-types';

/** Types between whose members PostgreSQL converts by itself, as it does between a text and anything. */
const FAMILIES: readonly RegExp[] = [/^(?:smallint|integer|bigint|numeric|real|double precision)\b/, /^boolean$/, /^(?:character|text)\b/, /^(?:date|timestamp)\b/, /^jsonb?$/];
const [NUMBER, YES_OR_NO, TEXT] = [0, 1, 2];

/** SQL of a column's value as a value of another type. What has no conversion goes by way of its text. */
export function convert(column: string, from: string, to: string): string {
  const [old, next] = [from, to].map((type) => FAMILIES.findIndex((family) => family.test(normalizeType(type))));
  if (old === YES_OR_NO && next === NUMBER) return `${column}::integer`;
  if (old === NUMBER && next === YES_OR_NO) return `${column} <> 0`;
  const direct = old === TEXT || next === TEXT || (old !== -1 && old === next);
  return direct ? `${column}::${to}` : `${column}::text::${to}`;
}
