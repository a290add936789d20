import { DEFAULT_CONNECT_MS } from '../connect-timeout';
import type { DatabaseType } from '../contract';
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
    { group: 'connection', name: 'file', kind: 'path', label: 'Database file', required: true, main: true, placeholder: 'data/app.db', special: [':memory:'], help: 'Relative to the workspace folder, or :memory:.' },
    { group: 'timeouts', name: 'connectMs', kind: 'integer', label: 'Open timeout', unit: 'ms', min: 100, max: 600_000, default: DEFAULT_CONNECT_MS, help: 'How long opening may take, a wait for a lock included.' },
    readOnlyParameter,
  ],
};
