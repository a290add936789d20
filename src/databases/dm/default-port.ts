/** Where DM listens unless told otherwise. */
export const DEFAULT_PORT = 5236;
