/** Where the default instance of SQL Server listens unless told otherwise. */
export const DEFAULT_PORT = 1433;
