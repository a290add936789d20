import type { DataType, Facets } from './data-types';
import { facetsOf } from './data-types';
import type { ColumnRule, Dialect } from './dialect';
import { remember } from './shared/remember';

export interface ReadType {
  readonly type: DataType;
  readonly facets: Facets;
}

/** The column type for a data type: the first line of the dialect's table whose facets are all there. */
export function columnTypeFor(dialect: Dialect, type: DataType, stated: Facets): string {
  const facets = facetsOf(type, stated);
  const rule = dialect.columns.find((candidate) => candidate.type === type && candidate.read === undefined && applies(candidate, facets));
  if (rule === undefined) throw new Error(`The dialect has no column type for ${type}.`);
  return rule.column.replace(PLACEHOLDER, (_, name: keyof Facets) => String(facets[name]));
}

/** The data type and the facets that a column type of the database stands for; undefined for one that the dialect does not know. */
export function readColumnType(dialect: Dialect, columnType: string): ReadType | undefined {
  const reader = readers.get(dialect) ?? remember((text) => readNormal(dialect, text));
  readers.set(dialect, reader);
  return reader(dialect.normalizeType(columnType));
}

const readers = new WeakMap<Dialect, (text: string) => ReadType | undefined>();

function readNormal(dialect: Dialect, text: string): ReadType | undefined {
  for (const rule of dialect.columns) {
    // Whether rows are numbered is no matter of the type.
    if (rule.type === 'auto-number') continue;
    const found = patternOf(rule, dialect).exec(text);
    if (found === null) continue;
    const facets = Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, digits]) => [name, Number(digits)]));
    return { type: rule.type, facets: { ...(rule.whole === true ? { scale: 0 } : {}), ...facets } };
  }
  return undefined;
}

const PLACEHOLDER = /\{(length|precision|scale)\}/g;

function applies(rule: ColumnRule, facets: Facets): boolean {
  if (rule.whole === true) return facets.scale === 0 && facets.precision === undefined;
  return [...rule.column.matchAll(PLACEHOLDER)].every(([, name]) => facets[name as keyof Facets] !== undefined);
}

const patterns = new WeakMap<ColumnRule, RegExp>();

function patternOf(rule: ColumnRule, dialect: Dialect): RegExp {
  const known = patterns.get(rule);
  if (known !== undefined) return known;
  // Normalized with digits in place of the facets, so that a line of the table may use any spelling.
  const marks = { length: '901', precision: '902', scale: '903' };
  const normal = dialect.normalizeType(rule.column.replace(PLACEHOLDER, (_, name: keyof typeof marks) => marks[name]));
  const escaped = normal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`^${Object.entries(marks).reduce((text, [name, mark]) => text.replace(mark, `(?<${name}>\\d+)`), escaped)}$`);
  patterns.set(rule, pattern);
  return pattern;
}
