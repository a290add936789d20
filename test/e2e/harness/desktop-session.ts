import { execFile, type ExecFileException } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { startGroup, type ProcessGroup } from '../../servers/process-group';
import { until } from '../../servers/until';
import { unlockLoginKeyring } from './keyring-control';

/** What a desktop offers to keep secrets in: `none` is a machine without D-Bus, as most containers are. */
export type Keyring = 'unlocked' | 'locked' | 'none';

/** A desktop session in which one program runs. */
export interface DesktopSession {
  readonly program: ProcessGroup;
  /** Runs a program in the session and returns all that it wrote; `input` is its standard input. */
  run(command: string, args: readonly string[], input?: string): Promise<{ code: number; output: string }>;
  /** What the keyring holds for these attributes, e.g. `['service', 'name']`, secrets included. */
  keyringSearch(...attributes: readonly string[]): Promise<string>;
  lockKeyring(): Promise<void>;
  unlockKeyring(): Promise<void>;
}

const keyringPassword = 'test';
const collection = '/org/freedesktop/secrets/collection/login';

// The keyring is created by unlocking it, so a locked one is unlocked first as well. The program starts when the keyring
// has its name on the bus: whoever asks for that name earlier makes the bus start a second keyring, which has no password.
const sessionScript = `
printf %s ${keyringPassword} | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 70
n=0
until dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus \\
  org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets | grep -q true; do
  n=$((n + 1)); [ $n -lt 300 ] || exit 71; sleep 0.1
done
printf %s "$DBUS_SESSION_BUS_ADDRESS" > "$BUS_FILE.part" && mv "$BUS_FILE.part" "$BUS_FILE"
exec "$@"`;

/**
 * Starts a program in a session with folders, a bus and a keyring of its own, away from those of whoever runs the tests.
 * The program's environment holds nothing else of this process than its path.
 */
export async function startInSession(
  folder: string,
  keyring: Keyring,
  command: readonly [string, ...string[]],
  extra: Readonly<Record<string, string>> = {},
): Promise<DesktopSession> {
  const home = path.join(folder, 'home');
  const runtime = path.join(folder, 'runtime');
  const busFile = path.join(folder, 'bus');
  await mkdir(path.join(home, '.local/share'), { recursive: true });
  await mkdir(runtime, { mode: 0o700 });
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: runtime,
    ...extra,
  };
  const options = { logFile: path.join(folder, 'session.log'), cwd: folder };
  if (keyring === 'none') {
    return session(startGroup(command[0], command.slice(1), { ...options, env: environment }), environment);
  }
  const inSession = ['--', 'sh', '-c', sessionScript, 'sh', ...command];
  const program = startGroup('dbus-run-session', inSession, { ...options, env: { ...environment, BUS_FILE: busFile } });
  try {
    const address = await until('the session bus and the keyring', () => readFile(busFile, 'utf8'));
    const started = session(program, { ...environment, DBUS_SESSION_BUS_ADDRESS: address });
    if (keyring === 'locked') await started.lockKeyring();
    return started;
  } catch (error) {
    const log = await program.log();
    await program.stop();
    throw new Error(`The desktop session did not start:\n${log}`, { cause: error });
  }
}

const secretService = ['--session', '--print-reply', '--dest=org.freedesktop.secrets'];
const propertyOfCollection = [collection, 'org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'];

function session(program: ProcessGroup, env: NodeJS.ProcessEnv): DesktopSession {
  const run = (command: string, args: readonly string[], input = ''): Promise<{ code: number; output: string }> =>
    new Promise((resolve) => {
      const child = execFile(command, args, { env, timeout: 30_000 }, (error: ExecFileException | null, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ code, output: stdout + stderr });
      });
      // A program that does not read its input closes it early.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input);
    });
  const isLocked = async (): Promise<boolean> => (await run('dbus-send', [...secretService, ...propertyOfCollection])).output.includes('boolean true');

  return {
    program,
    run,
    keyringSearch: async (...attributes) => (await run('secret-tool', ['search', '--all', ...attributes])).output,
    async lockKeyring() {
      await run('dbus-send', [...secretService, '/org/freedesktop/secrets', 'org.freedesktop.Secret.Service.Lock', `array:objpath:${collection}`]);
      await until('the keyring to be locked', isLocked);
    },
    async unlockKeyring() {
      await unlockLoginKeyring(path.join(env['XDG_RUNTIME_DIR'] ?? '', 'keyring/control'), keyringPassword);
      await until('the keyring to be unlocked', async () => !(await isLocked()));
    },
  };
}
