import { DATA_TYPE_IDS, facetsOf, type DataType, type Facets } from '../../../src/databases/data-types';
import type { Field, Model } from '../../../src/models/model';
import { parseModel } from '../../../src/models/parse';

/** A model of a JavaScript value; fails the test when the value has errors. */
export function modelOf(value: object): Model {
  const { model, problems } = parseModel(JSON.stringify({ title: 'Customer', database: 'databases.orders', table: 'customer', ...value }));
  if (model === undefined) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return model;
}

/** Facets that a field of the type can state, each list a field of its own. */
export function statedFacets(type: DataType): readonly Facets[] {
  if (type === 'number') return [{}, { scale: 0 }, { precision: 12, scale: 3 }];
  if (type === 'reference') return [{}, { length: 36 }];
  return [facetsOf(type, {})];
}

/** A field of every data type, and of every way to say how large it is, with what else a field can say. */
export function everyField(): readonly Partial<Field>[] {
  return DATA_TYPE_IDS.flatMap((type) =>
    statedFacets(type).map((facets, variant) => ({ name: `${type}_${variant}`, title: `The ${type}`, type, ...facets, ...(type === 'auto-number' ? { primaryKey: true } : { nullable: variant === 0 }) })),
  );
}
