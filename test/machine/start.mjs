// `npm start`: opens sample/ in VS Code with the extension, in the desktop's VS Code where there is one, else in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { codeServer, root, vsix } from './locations.mjs';
import { codeServerPackages, ensureCodeServer, ensureNpmPackages, ensureSystemPackages } from './prepare.mjs';
import { projectEnvironment, run } from './run.mjs';

const sample = path.join(root, 'sample');

/** A window that shows the sample and asks nothing; it saves when the person does, as on a desktop. */
const calmSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'git.openRepositoryInParentFolders': 'never',
  'files.autoSave': 'off',
};

async function main() {
  await ensureNpmPackages();
  if (hasDesktopCode()) {
    await must('npm', ['run', '-s', 'build']);
    await must('code', [`--extensionDevelopmentPath=${root}`, sample]);
    console.log(`VS Code opens ${sample}.`);
    return;
  }
  const missing = await ensureSystemPackages(codeServerPackages);
  if (missing !== undefined) throw new Error(`There is no desktop VS Code ("code" on the path), and for the one in the browser ${missing}`);
  await ensureCodeServer();
  await must('npm', ['run', '-s', 'package']);
  await serve();
}

function hasDesktopCode() {
  return spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}

async function must(command, args) {
  const code = await run(command, args, { env: projectEnvironment() });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed with exit code ${code}.`);
}

async function serve() {
  const folder = path.join(root, '.vscode-test/start');
  rmSync(folder, { recursive: true, force: true });
  const userData = path.join(folder, 'user-data');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(calmSettings, undefined, 2));
  const folders = ['--user-data-dir', userData, '--extensions-dir', path.join(folder, 'extensions')];
  await must(codeServer.node, [codeServer.entry, ...folders, '--install-extension', vsix]);

  const port = await freePort();
  const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  const server = spawn(codeServer.node, [codeServer.entry, ...options, ...folders], { stdio: ['ignore', 'ignore', 'inherit'] });
  // Ctrl+C reaches the server as well; this process stays until the server has ended.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill('SIGTERM'));
  const ended = new Promise((resolve) => server.on('exit', resolve));
  await answers(port, server);
  console.log(`\nOpen http://127.0.0.1:${port}/?folder=${encodeURIComponent(sample)}\nThe databases are behind the database icon at the left edge. Ctrl+C stops it.`);
  await ended;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function answers(port, server) {
  const end = Date.now() + 60_000;
  while (Date.now() < end && server.exitCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error('code-server does not answer.');
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
