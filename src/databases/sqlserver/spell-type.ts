import type { Row } from '../session';
import { numberColumn, textColumn } from '../shared/values';

/** The type of a column as a statement would state it, from a row of sys.columns with `type`, `bytes`, `precision` and `scale`. */
export function spellType(row: Row): string {
  const type = textColumn(row, 'type') ?? '';
  const [bytes, precision, scale] = ['bytes', 'precision', 'scale'].map((name) => numberColumn(row, name) ?? 0);
  switch (type) {
    case 'nchar':
    case 'nvarchar':
      return `${type}(${length(bytes, 2)})`;
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
      return `${type}(${length(bytes, 1)})`;
    case 'decimal':
    case 'numeric':
      return `${type}(${precision},${scale})`;
    case 'datetime2':
    case 'datetimeoffset':
    case 'time':
      return `${type}(${scale})`;
    default:
      return type;
  }
}

/** In units of so many bytes; -1 stands for what has no limit of its own. */
function length(bytes: number | undefined, unit: 1 | 2): string {
  return bytes === -1 ? 'max' : String((bytes ?? 0) / unit);
}
