import { facetsOf } from '../databases/data-types';
import type { Dialect } from '../databases/dialect';
import { error, shorten, type Finding } from '../elements/findings';
import type { Path } from '../elements/problem';
import { columnOf, type Field, type Model } from './model';

/** What a model asks of a database that it cannot do: names it does not take, numbers it does not hold. */
export function fitnessFindings(model: Model, dialect: Dialect): Finding[] {
  const named = (name: string | undefined, path: Path) => {
    const reason = name === undefined ? undefined : dialect.nameProblem(name);
    return name === undefined || reason === undefined ? [] : [error('unfit-for-database', `The database does not take the name ${shorten(name)}: it ${reason}. Choose another.`, path)];
  };
  const composite = model.primaryKey.length > 1;
  return [
    ...named(model.schema, ['schema']),
    ...named(model.table, ['table']),
    ...model.fields.flatMap((field, index) => {
      const { precision, scale } = facetsOf(field.type, field);
      const findings = named(columnOf(field), ['fields', index, field.column === undefined ? 'name' : 'column']);
      if (field.columnType === undefined && ((precision ?? 0) > dialect.decimalLimit.precision || (precision !== undefined && (scale ?? 0) > dialect.decimalLimit.scale))) {
        const { precision: most, scale: behind } = dialect.decimalLimit;
        findings.push(error('unfit-for-database', `${shorten(field.name)}: the database keeps at most ${most} digits, ${Math.min(most, behind)} of them behind the point. Lower the precision or the scale.`, ['fields', index, 'precision']));
      }
      if (field.type === 'auto-number' && dialect.autoNumberIsKey === true && (composite || !field.primaryKey)) {
        findings.push(error('unfit-for-database', `${shorten(field.name)}: the database numbers rows only in a primary key of one column. Choose another type, or another key.`, ['fields', index, 'type']));
      }
      if (field.type === 'auto-number' && dialect.autoNumberNeedsKey === true && !startsKey(field, model)) {
        findings.push(error('unfit-for-database', `${shorten(field.name)}: the database numbers rows only in a field that a key or an index starts with. Add "primaryKey", "unique" or "index": true.`, ['fields', index, 'type']));
      }
      return findings;
    }),
  ];
}

function startsKey(field: Field, model: Model): boolean {
  return field.unique || field.index || [model.primaryKey, ...model.unique, ...model.indexes].some(([first]) => first === field.name);
}
