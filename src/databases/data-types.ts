/** What a field of a data table model can hold, whatever the database. The column types of each database map to these. */
export const DATA_TYPES = {
  'single-line-text': { label: 'Single-line text', length: 255 },
  'multi-line-text': { label: 'Multi-line text' },
  'rich-text': { label: 'Rich text' },
  number: { label: 'Number', decimal: 'optional' },
  amount: { label: 'Amount', decimal: { precision: 18, scale: 2 } },
  percentage: { label: 'Percentage', decimal: { precision: 9, scale: 4 } },
  'auto-number': { label: 'Auto number' },
  date: { label: 'Date' },
  time: { label: 'Time' },
  'date-time': { label: 'Date and time' },
  'single-choice': { label: 'Single choice', length: 100 },
  'multiple-choice': { label: 'Multiple choice' },
  'yes-no': { label: 'Yes/no' },
  phone: { label: 'Phone', length: 32 },
  email: { label: 'E-mail', length: 254 },
  address: { label: 'Address', length: 500 },
  file: { label: 'File', length: 1000 },
  json: { label: 'JSON' },
  reference: { label: 'Reference', length: 'optional' },
  binary: { label: 'Binary' },
} as const satisfies Record<string, DataTypeDescription>;

export type DataType = keyof typeof DATA_TYPES;
export const DATA_TYPE_IDS = Object.keys(DATA_TYPES) as readonly DataType[];

interface DataTypeDescription {
  readonly label: string;
  /** Takes a length in characters; the number is what counts where none is stated. */
  readonly length?: number | 'optional';
  /** Takes a precision and a scale in decimal digits. */
  readonly decimal?: { readonly precision: number; readonly scale: number } | 'optional';
}

/** How large a value of a data type can be. */
export interface Facets {
  /** In characters. */
  readonly length?: number;
  /** Decimal digits in all. */
  readonly precision?: number;
  /** Decimal digits behind the point; a number of scale 0 without a precision is a whole number of 64 bits. */
  readonly scale?: number;
}

export function describeDataType(type: DataType): DataTypeDescription {
  return DATA_TYPES[type];
}

/** The facets that count: what is stated, and where the type has a default, that. What the type does not take is left out. */
export function facetsOf(type: DataType, stated: Facets): Facets {
  const { length, decimal } = describeDataType(type);
  if (length !== undefined) {
    const characters = stated.length ?? (length === 'optional' ? undefined : length);
    return characters === undefined ? {} : { length: characters };
  }
  if (decimal === undefined) return {};
  if (decimal === 'optional') {
    if (stated.precision !== undefined) return { precision: stated.precision, scale: stated.scale ?? 0 };
    return stated.scale === undefined ? {} : { scale: stated.scale };
  }
  return { precision: stated.precision ?? decimal.precision, scale: stated.scale ?? decimal.scale };
}
