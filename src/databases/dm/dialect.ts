import type { Dialect } from '../dialect';
import { oracleLike } from '../shared/oracle-like';
import { nameQuoter, nameRule, qualifiedQuoter } from '../shared/quoting';
import { columns, normalizeType } from './column-types';

const nameProblem = nameRule(128, 'bytes');

const quoteName = nameQuoter('"', '"', nameProblem);
const qualified = qualifiedQuoter(quoteName);

export const dmDialect: Dialect = {
  ...oracleLike(quoteName),
  nameProblem,
  columns,
  decimalLimit: { precision: 38, scale: 38 },
  normalizeType,
  autoNumber: 'IDENTITY(1,1)',
  keepNumbers: (table, _column, insert) => [`SET IDENTITY_INSERT ${qualified(table)} ON`, insert, `SET IDENTITY_INSERT ${qualified(table)} OFF`],
};
