import { shorten } from '../elements/findings';
import type { Path } from '../elements/problem';
import type { Difference } from './compare';
import { columnOf, displayName, type Model } from './model';

/** A difference as a sentence that says what to do. */
export function describeDifference(difference: Difference, model: Model): string {
  const list = (columns: readonly string[]) => columns.map(shorten).join(', ');
  switch (difference.kind) {
    case 'table-missing':
      return `The database has no table ${shorten(model.table)}. Create it, or correct "table".`;
    case 'column-missing':
      return `The table has no column ${shorten(difference.column)}. Add it to the table, or remove the field.`;
    case 'column-unknown':
      return `The table has a column ${shorten(difference.column)} that no field stands for. Add a field, or drop the column.`;
    case 'column-differs':
      return `${shorten(difference.column)}: ${ASPECTS[difference.aspect]} is ${shorten(difference.actual)} in the database and ${shorten(difference.expected)} in the model.`;
    case 'auto-number-differs':
      return difference.expected ? `${shorten(difference.column)}: the database does not number the rows.` : `${shorten(difference.column)}: the database numbers the rows. Use the type auto-number.`;
    case 'primary-key-differs':
      return `The primary key is ${difference.actual.length === 0 ? 'absent' : list(difference.actual)} in the database and ${difference.expected.length === 0 ? 'absent' : list(difference.expected)} in the model.`;
    case 'index-missing':
      return `The table has no ${difference.unique ? 'unique ' : ''}index on ${list(difference.columns)}.`;
    case 'index-unknown':
      return `The table has ${difference.unique ? 'a unique' : 'an'} index on ${list(difference.columns)} that the model does not state.`;
    case 'reference-missing':
      return `The table has no foreign key from ${list(difference.key.columns)} to ${shorten(displayName(difference.key.table))}.`;
    case 'reference-unknown':
      return `The table has a foreign key from ${list(difference.key.columns)} to ${shorten(displayName(difference.key.table))} that the model does not state.`;
  }
}

const ASPECTS = { type: 'the type', nullable: 'it', default: 'the default' } as const;

/** Where in the model's file a difference belongs. */
export function pathOfDifference(difference: Difference, model: Model): Path {
  const field = (column: string) => model.fields.findIndex((candidate) => columnOf(candidate) === column);
  switch (difference.kind) {
    case 'table-missing':
      return ['table'];
    case 'column-missing':
    case 'column-differs':
    case 'auto-number-differs': {
      const index = field(difference.column);
      return index === -1 ? ['table'] : ['fields', index, 'name'];
    }
    case 'index-missing':
    case 'index-unknown': {
      const index = difference.columns.length === 1 ? field(difference.columns[0] ?? '') : -1;
      return index === -1 ? ['table'] : ['fields', index, 'name'];
    }
    case 'reference-missing':
    case 'reference-unknown': {
      const index = field(difference.key.columns[0] ?? '');
      return index === -1 ? ['table'] : ['fields', index, 'name'];
    }
    case 'column-unknown':
    case 'primary-key-differs':
      return ['table'];
  }
}
