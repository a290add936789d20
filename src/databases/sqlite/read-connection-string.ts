import type { ReadConnection } from '../read-connection-string';

/** `sqlite:data/app.db`, `sqlite:///data/app.db`, `jdbc:sqlite:data/app.db`, `file:data/app.db?mode=ro`, `Data Source=data/app.db`. A path with a fourth slash is absolute. */
const FORM = /^(?:(?:jdbc:)?sqlite:(?:\/\/\/?(?!\/\/))?|file:(?!\/\/)|data source\s*=\s*)([^?;]+)(?:[?;](.*))?$/i;

/** The path in a URL of SQLite, as ORMs and drivers take it. */
export function readSqlite(text: string): ReadConnection | undefined {
  const [, file, options = ''] = FORM.exec(text) ?? [];
  if (file === undefined || /[,=@]/.test(file)) return undefined;
  return { values: { file: file.trim() }, unread: options.split(/[&;]/).flatMap((option) => option.split('=')[0] || []) };
}
