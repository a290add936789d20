import { expect, it } from 'vitest';
import { ranFrom } from '../../../src/diagnosis/ran-from';

it.each<[Readonly<Record<string, string>>, string | undefined, string]>([
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
])('with %j and the remote %s a test runs from %s', (env, remote, place) => {
  expect(ranFrom(env, remote)).toBe(place);
});
