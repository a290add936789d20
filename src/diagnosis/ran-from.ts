import { existsSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Docker and Podman put into every container. */
const CONTAINER_MARKS = ['/.dockerenv', '/run/.containerenv'];

/** Where the extension host or the CLI runs, for reports: a host name resolves differently there. `remoteName` is VS Code's. */
export function ranFrom(env: Environment, remoteName: string | undefined, exists: (path: string) => boolean = existsSync): string {
  if (env['CODESPACES'] === 'true' || remoteName === 'codespaces') return 'the Codespace';
  if (remoteName === 'ssh-remote') return 'the SSH host';
  if (remoteName === 'dev-container' || remoteName === 'attached-container') return 'the container';
  if (remoteName === 'wsl' || env['WSL_DISTRO_NAME'] !== undefined) return 'WSL';
  if (env['container'] !== undefined || env['KUBERNETES_SERVICE_HOST'] !== undefined || CONTAINER_MARKS.some(exists)) return 'the container';
  return env['SSH_CONNECTION'] === undefined ? 'this machine' : 'the SSH host';
}
