/** Where PostgreSQL listens unless told otherwise. */
export const DEFAULT_PORT = 5432;
