import type { Dialect } from '../dialect';
import { oracleLike } from '../shared/oracle-like';
import { nameQuoter, nameRule } from '../shared/quoting';
import { columns, normalizeType } from './column-types';

const nameProblem = nameRule(128, 'bytes');

export const dmDialect: Dialect = {
  ...oracleLike(nameQuoter('"', '"', nameProblem)),
  nameProblem,
  columns,
  decimalLimit: { precision: 38, scale: 38 },
  normalizeType,
  autoNumber: 'IDENTITY(1,1)',
};
