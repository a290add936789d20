/** A host that begins with a slash is the path of a Unix socket, as for the databases' own tools. */
export function isUnixSocket(host: string): boolean {
  return host.startsWith('/');
}
