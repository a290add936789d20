/** Where the extension host or the CLI runs, for reports: a host name resolves differently there. */
export function ranFrom(env: Readonly<Record<string, string | undefined>>, remoteName: string | undefined): string {
  if (env['CODESPACES'] === 'true' || remoteName === 'codespaces') return 'the Codespace';
  if (remoteName === 'ssh-remote') return 'the SSH host';
  if (remoteName === 'dev-container' || remoteName === 'attached-container') return 'the container';
  if (remoteName === 'wsl' || env['WSL_DISTRO_NAME'] !== undefined) return 'WSL';
  return 'this machine';
}
