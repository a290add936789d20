/** Schemes, JDBC, a descriptor of Oracle, and the first keyword of an ODBC string or of libpq. */
const BEGINNING = /:\/\/|^\s*(?:jdbc:|sqlite:|file:|\(|(?:server|data source|addr|address|host|dbname|database|initial catalog|driver|user|user id|uid|password|pwd)\s*=)/i;
const ADDRESS = /^\[?[\da-f:.]*(?:%[\w.-]*)?\]?$/i;

/**
 * True for a text that is a connection string, or the beginning of one, where the value of a parameter is expected. It is
 * split into the fields as a whole: what is typed into a field goes into the file at every pause, the half of a URL with
 * the half of its password too.
 */
export function isConnectionText(key: string, text: string): boolean {
  // Other groups' keys have a dot, and title and description are prose.
  if (!/^[A-Za-z]+$/.test(key)) return false;
  return BEGINNING.test(text) || (key === 'host' && !ADDRESS.test(text) && /[@=:]|.\//.test(text) && !text.startsWith('/'));
}
