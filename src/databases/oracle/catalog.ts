import { oracleLikeCatalog } from '../shared/oracle-like-catalog';

const CURRENT = `SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')`;

/** Every account has a schema; those that Oracle brings along are left out. Recycled, nested and other auxiliary tables are nobody's. */
export const oracleCatalog = oracleLikeCatalog({
  schemas: `SELECT username AS "name", CASE WHEN username = ${CURRENT} THEN 1 ELSE 0 END AS "chosen" FROM all_users
    WHERE oracle_maintained = 'N' OR username = ${CURRENT} ORDER BY username`,
  relations: `SELECT t.owner AS "owner", t.table_name AS "name", CASE WHEN m.mview_name IS NULL THEN 'table' ELSE 'view' END AS "kind"
      FROM all_tables t LEFT JOIN all_mviews m ON m.owner = t.owner AND m.mview_name = t.table_name
      WHERE t.nested = 'NO' AND t.secondary = 'N' AND t.dropped = 'NO' AND t.iot_name IS NULL
    UNION ALL SELECT owner, view_name, 'view' FROM all_views`,
  columns: { view: 'all_tab_cols', more: 'c.identity_column AS "identity", c.virtual_column AS "generated"', condition: ` AND c.hidden_column = 'NO'` },
  placeholder: (position) => `:${position}`,
});
