import * as z from 'zod/mini';
import { DATA_TYPES, DATA_TYPE_IDS, type DataType } from '../databases/data-types';

const name = z.string().check(z.minLength(1));
const names = z.array(name).check(z.minLength(1));
const digits = z.int().check(z.minimum(0), z.maximum(1000));
const described = <T extends z.core.$ZodType>(schema: T, text: string) => z.exactOptional(schema).check(z.describe(text));

const fieldSchema = z.looseObject({
  name: name.check(z.describe('The name of the field in the application.')),
  title: described(z.string(), 'What people call the field.'),
  type: z.enum(DATA_TYPE_IDS as [DataType, ...DataType[]]).check(z.describe('What the field holds, whatever the database.')),
  length: described(z.int().check(z.minimum(1), z.maximum(1_000_000)), 'Largest number of characters.'),
  precision: described(digits, 'Decimal digits in all.'),
  scale: described(digits, 'Decimal digits behind the point. A number of scale 0 without a precision is a whole number.'),
  nullable: described(z.boolean(), 'The field may be empty. True when it is not stated, but for the primary key.'),
  primaryKey: described(z.boolean(), 'The field is the primary key, or a part of it.'),
  unique: described(z.boolean(), 'No two rows have the same value.'),
  index: described(z.boolean(), 'The database can look rows up by the field.'),
  default: described(z.union([z.string(), z.number(), z.boolean(), z.strictObject({ expression: name })]), 'The value of a new row: a literal, or { "expression": SQL }.'),
  column: described(name, 'The name of the column, where it differs from that of the field.'),
  columnType: described(name, "The database's own type, where it is not the usual one for the data type."),
  references: described(z.strictObject({ schema: z.exactOptional(name), table: name, column: name }), 'The column of another table whose values this field holds.'),
});

/** The file format of data table models. Keys that it does not know are kept. */
export const modelSchema = z.looseObject({
  $schema: z.exactOptional(z.string()),
  title: name.check(z.describe('The name that people see.')),
  description: z.exactOptional(z.string()),
  database: name.check(z.describe('Full name of the database element: databases.orders.')),
  schema: described(name, 'The schema of the table, where it is not the one that the connection uses.'),
  table: name.check(z.describe('The name of the table.')),
  fields: z.array(fieldSchema).check(z.describe('The fields, in the order of the columns.')),
  primaryKey: described(z.array(name), 'The fields of the primary key, in the order of the key; to be stated where that is not the order of the fields.'),
  unique: described(z.array(names), 'Fields that are unique together, each entry a list of names.'),
  indexes: described(z.array(names), 'Fields that are indexed together, each entry a list of names.'),
  foreignKeys: described(
    z.array(z.strictObject({ fields: names, schema: z.exactOptional(name), table: name, columns: names })),
    'References of several fields to a key of several columns.',
  ),
});

export const MODEL_KEYS: readonly string[] = Object.keys(modelSchema.shape);
export const FIELD_KEYS: readonly string[] = Object.keys(fieldSchema.shape);

/** The JSON Schema of `*.dbmodel.json`, from the schema that parses it. */
export function modelJsonSchema(): object {
  const schema = z.toJSONSchema(modelSchema, { target: 'draft-7', io: 'input' });
  const fields = schema.properties?.['fields'];
  const field = typeof fields === 'object' && typeof fields.items === 'object' && !Array.isArray(fields.items) ? fields.items : undefined;
  const type = field?.properties?.['type'];
  if (typeof type === 'object') Object.assign(type, { enumDescriptions: DATA_TYPE_IDS.map((id) => DATA_TYPES[id].label) });
  return { ...schema, title: 'Data table model', allowComments: true, allowTrailingCommas: true };
}
