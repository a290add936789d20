import type { TlsFacts } from './tls';

/** A row by its lower-case column names; the values are the driver's. */
export type Row = Readonly<Record<string, unknown>>;

/** What a placeholder takes. */
export type SqlValue = string | number | null;

/** A signed-in connection. Whatever is to be known of a database is asked over one, so signing in is described once per type. */
export interface Session {
  readonly tls?: TlsFacts;
  /** The address the socket is connected to. */
  readonly address?: string;
  /** Runs one statement; `values` go to its placeholders, which are written as the type writes them. Rejects with the driver's error. */
  query(sql: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** Says goodbye to the server; does not wait for it where there is nothing to wait for. */
  close(): Promise<void>;
}
