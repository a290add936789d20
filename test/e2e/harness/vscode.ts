import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { binaries, codeServer, vsix as packagedVsix } from '../../machine/locations.mjs';
import { command, temporaryFolder } from '../../servers/command';
import { freePort } from '../../servers/peers';
import { until } from '../../servers/until';
import { startInSession, type DesktopSession, type Keyring } from './desktop-session';

export interface VSCodeOptions {
  /** The folder, or the `.code-workspace` file, that is opened. */
  readonly workspace: string;
  readonly keyring?: Keyring;
  /** False opens the workspace in Restricted Mode. */
  readonly trust?: boolean;
  /** User settings beyond those that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment variables of the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The extension under test, where it is not this project's own. */
  readonly vsix?: string;
  /** Folders of further extensions, which are packaged and installed beside it. */
  readonly beside?: readonly string[];
}

/** A running VS Code with the extension installed, and a browser that shows its window. */
export interface VSCode {
  readonly page: Page;
  readonly workspace: string;
  readonly userDataDir: string;
  readonly desktop: DesktopSession;
  /** What the keyring holds for these attributes, e.g. `('service', 'name')`, secrets included. */
  keyringSearch(...attributes: readonly string[]): Promise<string>;
  /** Changes user settings and loads the window anew: it does not reliably notice that their file has changed. */
  updateSettings(changes: Readonly<Record<string, unknown>>): Promise<void>;
  /** Loads the window anew, which starts a new extension host. */
  reload(): Promise<void>;
  /** Opens another folder in the same window. */
  open(workspace: string): Promise<void>;
  /** What the last copy put on the clipboard. */
  clipboard(): Promise<string>;
  /** All that the server, the extension host and the output channels wrote. */
  logs(): Promise<string>;
  stop(): Promise<void>;
}

const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Dark Modern',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'npm.autoDetect': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  // Restricted Mode without the question that covers the window.
  'security.workspace.trust.startupPrompt': 'never',
  'files.simpleDialog.enable': true,
  // The browser's default saves by itself; on a desktop the person does.
  'files.autoSave': 'off',
};

// Without a marketplace nothing is looked up outside this machine.
const noMarketplace = { EXTENSIONS_GALLERY: '{"serviceUrl":""}' };

const chromiumFlags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  // The window reaches its own server and nothing else.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Starts VS Code with fresh user data on a workspace and waits until its window is ready. */
export async function startVSCode(options: VSCodeOptions): Promise<VSCode> {
  const folder = await temporaryFolder('vscode');
  const userDataDir = path.join(folder.path, 'user-data');
  const extensionsDir = path.join(folder.path, 'extensions');
  const settingsFile = path.join(userDataDir, 'User/settings.json');
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify({ ...quietSettings, ...options.settings }, undefined, 2));
  const folders = ['--user-data-dir', userDataDir, '--extensions-dir', extensionsDir];
  const extensions = [options.vsix ?? packagedVsix, ...(await Promise.all((options.beside ?? []).map((extension) => packaged(extension, folder.path))))];
  await command(codeServer.node, [codeServer.entry, ...folders, ...extensions.flatMap((vsix) => ['--install-extension', vsix])]);

  const port = await freePort();
  const trust = (options.trust ?? true) ? ['--disable-workspace-trust'] : [];
  const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const desktop = await startInSession(
    folder.path,
    options.keyring ?? 'unlocked',
    [codeServer.node, codeServer.entry, '--bind-addr', `127.0.0.1:${String(port)}`, ...quiet, ...trust, ...folders],
    { ...noMarketplace, ...options.env },
  );
  let browser: Browser | undefined;
  const stop = async (): Promise<void> => {
    await browser?.close();
    await desktop.program.stop();
    await folder.remove();
  };
  try {
    const address = `http://127.0.0.1:${String(port)}`;
    await until('code-server to answer', async () => desktop.program.exitCode !== undefined || (await fetch(`${address}/healthz`)).ok);
    if (desktop.program.exitCode !== undefined) throw new Error(`code-server did not start:\n${await desktop.program.log()}`);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });
    const page = await browser.newPage({ viewport: options.viewport ?? { width: 1400, height: 900 } });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    const open = async (workspace: string): Promise<void> => {
      const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
      await page.goto(`${address}/?${kind}=${encodeURIComponent(workspace)}`, { waitUntil: 'commit' });
      await windowIsReady(page);
    };
    await open(options.workspace);
    const reload = async (): Promise<void> => {
      await page.reload({ waitUntil: 'commit' });
      await windowIsReady(page);
    };
    return {
      page,
      workspace: options.workspace,
      userDataDir,
      desktop,
      keyringSearch: (...attributes) => desktop.keyringSearch(...attributes),
      async updateSettings(changes) {
        const settings = JSON.parse(await readFile(settingsFile, 'utf8')) as Record<string, unknown>;
        await writeFile(settingsFile, JSON.stringify({ ...settings, ...changes }, undefined, 2));
        await reload();
      },
      reload,
      open,
      clipboard: () => page.evaluate(() => navigator.clipboard.readText()),
      logs: async () => [await desktop.program.log(), ...(await logFiles(path.join(userDataDir, 'logs')))].join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function packaged(extension: string, into: string): Promise<string> {
  const vsix = path.join(into, `${path.basename(extension)}.vsix`);
  await command(path.join(binaries, 'vsce'), ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix], { cwd: extension });
  return vsix;
}

async function windowIsReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .activitybar .action-item').first().waitFor({ timeout: 90_000 });
  await page.locator('.monaco-workbench .statusbar .statusbar-item').first().waitFor({ timeout: 30_000 });
}

async function logFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => `== ${path.relative(folder, file)}\n${await readFile(file, 'utf8')}`));
}
