import type { TableName } from '../catalog';

/** Quotes names that a dialect accepts; the closing mark inside a name is doubled, so that it cannot end it. */
export function nameQuoter(open: string, close: string, problem: (name: string) => string | undefined): (name: string) => string {
  return (name) => {
    const reason = problem(name);
    if (reason !== undefined) throw new RangeError(`The name ${JSON.stringify(name)} ${reason}.`);
    return open + name.replaceAll(close, close + close) + close;
  };
}

/** What no database takes in a name, and the limit of one: in characters, or in bytes of UTF-8. */
export function nameRule(limit: number, unit: 'characters' | 'bytes' = 'characters', more: (name: string) => string | undefined = () => undefined): (name: string) => string | undefined {
  return (name) => {
    if (name === '') return 'is empty';
    if (name.includes('\0') || !name.isWellFormed()) return 'has a character that is none';
    const size = unit === 'bytes' ? new TextEncoder().encode(name).length : name.length;
    return size > limit ? `has more than ${limit} ${unit}` : more(name);
  };
}

/** A text in single quotes, as standard SQL has it: only the quote itself needs care. */
export function quoteStandardText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Quotes a table or another thing of a schema, with the schema where one is stated. */
export function qualifiedQuoter(quoteName: (name: string) => string): (table: TableName) => string {
  return ({ schema, name }) => (schema === undefined ? quoteName(name) : `${quoteName(schema)}.${quoteName(name)}`);
}

/** The name of something that belongs to a schema. */
export function within(schema: string | undefined, name: string): TableName {
  return { name, ...(schema === undefined ? {} : { schema }) };
}
