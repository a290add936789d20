import type { DatabaseType } from '../contract';
import { fileParameter, openTimeoutParameter } from '../shared/file-parameters';
import { readOnlyParameter } from '../shared/read-only-parameter';
import { sqliteDialect } from './dialect';
import { readSqlite } from './read-connection-string';

export const sqlite: DatabaseType = {
  id: 'sqlite',
  label: 'SQLite',
  kind: 'file',
  driver: 'sqlite',
  dialect: sqliteDialect,
  readsCatalog: true,
  explain: ({ code }) => (code === 'file-not-a-database' ? { remedies: ['An encrypted database (SQLCipher and the like) cannot be opened by SQLite itself.'] } : {}),
  /** The path, which is what sqlite3 takes. */
  connectionString: (values) => String(values['file'] ?? ''),
  readConnectionString: readSqlite,
  parameters: [
    fileParameter({ placeholder: 'data/app.db', special: [':memory:'], help: 'Relative to the workspace folder, or :memory:.' }),
    openTimeoutParameter,
    readOnlyParameter,
  ],
};
