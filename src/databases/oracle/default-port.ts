/** Where Oracle's listener listens unless told otherwise. */
export const DEFAULT_PORT = 1521;
