import type { Row } from '../session';
import { numberColumn, textColumn } from './values';

/** The type of a column as a statement would state it, from a row with `type`, `bytes`, `characters`, `unit`, `precision` and `scale`. */
export function spellType(row: Row): string {
  const type = textColumn(row, 'type') ?? '';
  const [bytes, characters, precision, scale] = ['bytes', 'characters', 'precision', 'scale'].map((name) => numberColumn(row, name));
  if (/^(NCHAR|NVARCHAR2?)$/i.test(type)) return `${type}(${characters ?? bytes})`;
  if (/^(CHAR|CHARACTER|VARCHAR2?)$/i.test(type)) return row['unit'] === 'C' ? `${type}(${characters} CHAR)` : `${type}(${bytes} BYTE)`;
  if (/^(RAW|BINARY|VARBINARY)$/i.test(type)) return `${type}(${bytes})`;
  if (/^(NUMBER|DECIMAL|NUMERIC|DEC)$/i.test(type)) return `${type}${digits(precision, scale)}`;
  if (/^FLOAT$/i.test(type) && precision !== undefined) return `${type}(${precision})`;
  // Oracle has the fraction in the name already.
  if (scale !== undefined) return type.replace(/^(TIMESTAMP|DATETIME|TIME)(?=$| WITH)/i, `$1(${scale})`);
  return type;
}

function digits(precision: number | undefined, scale: number | undefined): string {
  if (precision === 0) return '';
  if (precision === undefined) return scale === undefined ? '' : `(*,${scale})`;
  return `(${precision},${scale ?? 0})`;
}
