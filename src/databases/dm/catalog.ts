import { oracleLikeCatalog } from '../shared/oracle-like-catalog';
import { rowsIfAllowed } from './server-facts';

/** DM has the views of Oracle. That a column is numbered stands in a system table only, which not every account may read. */
export const dmCatalog = oracleLikeCatalog({
  schemas: `SELECT "name", CASE WHEN "name" = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') THEN 1 ELSE 0 END AS "chosen"
    FROM (SELECT OWNER AS "name" FROM ALL_TABLES UNION SELECT OWNER FROM ALL_VIEWS UNION SELECT SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') FROM DUAL) s
    WHERE "name" NOT IN ('SYS', 'SYSAUDITOR', 'SYSSSO', 'CTISYS') ORDER BY "name"`,
  relations: `SELECT OWNER AS "owner", TABLE_NAME AS "name", 'table' AS "kind" FROM ALL_TABLES UNION ALL SELECT OWNER, VIEW_NAME, 'view' FROM ALL_VIEWS`,
  columns: { view: 'ALL_TAB_COLUMNS', more: `'NO' AS "identity", 'NO' AS "generated"`, condition: '' },
  placeholder: () => '?',
  numbered: async (session, named, values) =>
    (await rowsIfAllowed(
      session,
      `SELECT t.NAME AS "of", c.NAME AS "name" FROM SYS.SYSCOLUMNS c JOIN SYS.SYSOBJECTS t ON t.ID = c.ID JOIN SYS.SYSOBJECTS s ON s.ID = t.SCHID AND s.TYPE$ = 'SCH'
        WHERE s.NAME = ? AND ${named('t.NAME')} AND (c.INFO2 & 0x01) = 0x01`,
      values,
    )) ?? [],
});
