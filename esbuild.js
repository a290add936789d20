'use strict';
// Builds everything that ships into dist/: the extension, the CLI, the test worker, one lazy bundle per driver, the webview.
const esbuild = require('esbuild');
const { cpSync, mkdirSync, readdirSync, rmSync, existsSync, statSync } = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const root = __dirname;
const out = path.join(root, 'dist');

/** Drivers are the folders of src/databases that have a driver.ts: a further type needs no change here. */
const drivers = readdirSync(path.join(root, 'src/databases'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(root, 'src/databases', entry.name, 'driver.ts')))
  .map((entry) => entry.name);

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // jsonc-parser's main entry is UMD, which bundlers cannot follow.
  alias: { 'jsonc-parser': path.join(root, 'node_modules/jsonc-parser/lib/esm/main.js') },
  // Optional requires of the drivers, absent on purpose: native pg and coloured debug output.
  external: ['vscode', 'keytar', 'pg-native', 'cardinal', 'supports-color'],
};

/** keytar is native: its loader and its binaries for every desktop platform are copied, without its build files. */
function copyKeytar() {
  const from = path.join(root, 'node_modules/keytar');
  const to = path.join(out, 'node_modules/keytar');
  for (const part of ['package.json', 'lib', 'prebuilds', 'LICENSE.md']) {
    if (existsSync(path.join(from, part))) cpSync(path.join(from, part), path.join(to, part), { recursive: true });
  }
}

function copyAssets() {
  mkdirSync(path.join(out, 'drivers'), { recursive: true });
  cpSync(path.join(root, 'node_modules/sql.js/dist/sql-wasm.wasm'), path.join(out, 'drivers/sql-wasm.wasm'));
  mkdirSync(path.join(out, 'webview'), { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    cpSync(path.join(root, 'node_modules/@vscode/codicons/dist', file), path.join(out, 'webview', file));
  }
  copyKeytar();
}

/** extension.js is all that a window pays which uses no element; the workbench is a file of its own, read on first use. */
const lazyWorkbench = {
  name: 'lazy-workbench',
  setup(build) {
    build.onResolve({ filter: /^\.\/workbench\/workbench$/ }, () => ({ path: './workbench.js', external: true }));
  },
};

/**
 * Packages that a driver requires when it is read and uses for what is not offered here: they are large. In their place
 * stands something that can be required and fails when it is used.
 */
const absentPackages = {
  name: 'absent-packages',
  setup(build) {
    build.onResolve({ filter: /^@azure\// }, ({ path: name }) => ({ path: name, namespace: 'absent' }));
    build.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path: name }) => ({
      contents: `module.exports = new Proxy({}, { get: (_, member) => member === '__esModule' ? undefined : function () {
        throw new Error(${JSON.stringify(name)} + ' is not part of this build: ' + String(member) + ' is not supported');
      } });`,
    }));
  },
};

const builds = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, outdir: out, plugins: [lazyWorkbench] },
  { ...node, entryPoints: { workbench: 'src/workbench/workbench.ts' }, outdir: out },
  { ...node, entryPoints: { cli: 'src/cli.ts' }, outdir: out, banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: { 'test-worker': 'src/diagnosis/worker/main.ts' }, outdir: out },
  { ...node, entryPoints: Object.fromEntries(drivers.map((name) => [name, `src/databases/${name}/driver.ts`])), outdir: path.join(out, 'drivers'), plugins: [absentPackages] },
  {
    ...common,
    entryPoints: { 'element-form': 'webview-ui/element-form.ts', 'model-form': 'webview-ui/model-form.ts' },
    outdir: path.join(out, 'webview'),
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    tsconfig: path.join(root, 'webview-ui/tsconfig.json'),
  },
];

async function main() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  copyAssets();
  if (watch) {
    await Promise.all(builds.map(async (build) => (await esbuild.context(build)).watch()));
    return;
  }
  await Promise.all(builds.map((build) => esbuild.build(build)));
  if (production) {
    const size = statSync(path.join(out, 'extension.js')).size;
    if (size > 150 * 1024) throw new Error(`dist/extension.js has ${size} bytes; its budget is 150 KB. See ARCHITECTURE.md, "Activation".`);
  }
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
