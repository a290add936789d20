/** One statement for the whole test: it reads the file, and tells how much is in it. */
export const factsQuery = `SELECT sqlite_version() AS version, (SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\') AS tables`;
