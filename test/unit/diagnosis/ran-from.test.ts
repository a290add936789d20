import { expect, it } from 'vitest';
import { ranFrom } from '../../../src/diagnosis/ran-from';

it.each<[Readonly<Record<string, string>>, string | undefined, string, string?]>([
  [{}, undefined, 'this machine'],
  [{}, 'ssh-remote', 'the SSH host'],
  [{}, 'dev-container', 'the container'],
  [{}, 'attached-container', 'the container'],
  [{}, 'wsl', 'WSL'],
  [{ WSL_DISTRO_NAME: 'Debian' }, undefined, 'WSL'],
  [{}, 'codespaces', 'the Codespace'],
  [{ CODESPACES: 'true' }, undefined, 'the Codespace'],
  [{ CODESPACES: 'true' }, 'ssh-remote', 'the Codespace'],
  [{}, 'something-else', 'this machine'],
  [{ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, undefined, 'the SSH host'],
  [{ container: 'podman' }, undefined, 'the container'],
  [{ KUBERNETES_SERVICE_HOST: '10.96.0.1' }, undefined, 'the container'],
  [{}, undefined, 'the container', '/.dockerenv'],
  [{ SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' }, undefined, 'the container', '/run/.containerenv'],
])('with %j and the remote %s a test runs from %s (%s)', (env, remote, place, file) => {
  expect(ranFrom(env, remote, (path) => path === file)).toBe(place);
});
