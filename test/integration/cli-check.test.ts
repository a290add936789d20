import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
if (!existsSync(cli)) throw new Error(`${cli} is missing. Run "npm run build" first: these tests run what ships.`);

const root = mkdtempSync(path.join(tmpdir(), 'database-elements-check-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const SECRET = 'hunter2-S3cret';
let workspaces = 0;

/** A workspace folder with these files, in a git repository. */
function workspace(files: Readonly<Record<string, string>>): string {
  workspaces += 1;
  const folder = path.join(root, `shop ${String(workspaces)}`);
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  execFileSync('git', ['init', '--quiet', folder]);
  return folder;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line with only these variables set. */
function dbelements(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8', timeout: 60_000 });
  expect(`${stdout}${stderr}`).not.toContain(SECRET);
  return { status, stdout, stderr };
}

interface Report {
  readonly environment: string;
  readonly ready: boolean;
  readonly findings: readonly { readonly code: string; readonly severity: string; readonly file: string; readonly line: number; readonly element?: string; readonly variable?: string; readonly message: string; readonly remedy: string }[];
}

function check(folder: string, env: Readonly<Record<string, string>> = {}, environment = 'production') {
  const run = dbelements(folder, ['check', '--environment', environment, '--format', 'json'], env);
  return { ...run, report: JSON.parse(run.stdout) as Report };
}

const ORDERS = `{
  "id": "6f1c0c52-8c1e-4b39-9b55-7f2e7a6c0a11",
  "type": "postgresql",
  "title": "Orders",
  "connection": {
    "host": { "variable": "ORDERS_DB_HOST" },
    "database": "orders",
    "user": { "variable": "ORDERS_DB_USER" },
    "password": { "variable": "ORDERS_DB_PASSWORD" }
  },
  "tls": { "mode": { "variable": "ORDERS_DB_TLS" } },
  "variables": {
    "ORDERS_DB_HOST": { "name": "Orders DB host", "description": "Where orders are kept", "required": true },
    "ORDERS_DB_USER": { "name": "Orders DB user", "required": true },
    "ORDERS_DB_PASSWORD": { "name": "Orders DB password", "required": true },
    "ORDERS_DB_TLS": { "name": "Orders DB TLS mode", "default": "verify-full" }
  }
}
`;
const element = { 'databases/orders.dbelement.json': ORDERS };
const production = { ORDERS_DB_HOST: 'orders.example.com', ORDERS_DB_USER: 'orders_prod', ORDERS_DB_PASSWORD: SECRET };
const testing = 'ORDERS_DB_HOST=test.internal\nORDERS_DB_USER=orders_test\n';

describe('check', () => {
  it('is ready when the environment of the deployment has everything', () => {
    const folder = workspace({ ...element, '.env.testing': testing });
    const { status, report, stderr } = check(folder, production);
    expect(report).toEqual({ environment: 'production', ready: true, findings: [] });
    expect([status, stderr]).toEqual([0, '']);
    expect(dbelements(folder, ['check', '--environment', 'production'], production).stdout).toBe('Ready for production: 1 element, 0 errors, 0 warnings\n');
  });

  it('names what is missing, with its line', () => {
    const { status, report } = check(workspace(element), { ORDERS_DB_USER: 'x', ORDERS_DB_HOST: '' });
    expect(status).toBe(1);
    expect(report.ready).toBe(false);
    expect(report.findings.map(({ code, severity, element: name, variable, file, line }) => [code, severity, name, variable, file, line])).toEqual([
      ['required-variable-unset', 'error', 'databases.orders', 'ORDERS_DB_HOST', 'databases/orders.dbelement.json', 13],
      ['required-variable-unset', 'error', 'databases.orders', 'ORDERS_DB_PASSWORD', 'databases/orders.dbelement.json', 15],
    ]);
  });

  it('finds one of each kind', () => {
    const folder = workspace({
      ...element,
      'databases/archive.dbelement.json': ORDERS.replace('6f1c0c52', '6f1c0c53').replace('"default": "verify-full"', '"default": "prefer" }, "SPARE": { "name": "Spare"').replace('"user": { "variable": "ORDERS_DB_USER" }', '"user": { "variable": "ARCHIVE_USER" }'),
      'databases/leak.dbelement.json': `{ "id": "6f1c0c52-0001", "type": "mysql", "title": "Leak",\n  "connection": { "password": "${SECRET}" } }`,
      'databases/broken.dbelement.json': '{ "id": ',
      '.env.testing': `ORDERS_DB_HOST=orders.example.com\nORDERS_DB_USER=orders_prod\nORDERS_DB_TLS=require\nORDERS_DB_PASSWORD=${SECRET}\n`,
    });
    const { status, report } = check(folder, { ...production, ORDERS_DB_TLS: 'disable' });
    expect(status).toBe(1);
    expect([...new Set(report.findings.map((finding) => finding.code))].sort()).toEqual([
      'conflicting-declaration',
      'literal-secret',
      'malformed-element',
      'public-host-without-tls',
      'required-variable-unset',
      'secret-file-not-ignored',
      'shared-database',
      'shared-user',
      'undeclared-variable',
      'unused-variable',
      'weaker-tls',
    ]);
    expect(report.findings.find((finding) => finding.code === 'secret-file-not-ignored')).toMatchObject({ file: '.env.testing', line: 4, variable: 'ORDERS_DB_PASSWORD' });
  });

  it('knows what git ignores, and what it does not although it is told to', () => {
    const folder = workspace({ ...element, '.gitignore': '.env*\n', '.env.testing': `${testing}ORDERS_DB_PASSWORD=${SECRET}\n` });
    expect(check(folder, production).report.findings).toEqual([]);
    execFileSync('git', ['-C', folder, 'add', '--force', '.env.testing']);
    expect(check(folder, production)).toMatchObject({ status: 0, report: { ready: true, findings: [{ code: 'secret-file-not-ignored', severity: 'warning', file: '.env.testing' }] } });
    rmSync(path.join(folder, '.git'), { recursive: true });
    expect(check(folder, { ...production, GIT_CEILING_DIRECTORIES: root }).report.findings).toEqual([]);
  });

  it('prints workflow annotations', () => {
    const folder = workspace(element);
    const { stdout, status } = dbelements(folder, ['check', '--environment', 'production', '--format', 'github'], { ...production, ORDERS_DB_HOST: '' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=databases\/orders\.dbelement\.json,line=13,title=required-variable-unset::ORDERS_DB_HOST .* in production\..*\n::notice title=Deployment readiness::Not ready for production: 1 element, 1 error, 0 warnings\n$/);
    const { stdout: nested } = dbelements(root, ['check', '--environment', 'production', '--format', 'github', '--workspace', folder], { ...production, ORDERS_DB_HOST: '' });
    expect(nested).toContain(`::error file=${path.basename(folder)}/databases/orders.dbelement.json,`);
  });

  it('looks at the elements that are named', () => {
    const folder = workspace({ ...element, 'other.dbelement.json': '{}' });
    expect(dbelements(folder, ['check', 'databases.orders', '--environment', 'production'], production).status).toBe(0);
    expect(dbelements(folder, ['check', '--environment', 'production'], production).status).toBe(1);
    expect(dbelements(folder, ['check', 'nowhere'], production)).toMatchObject({ status: 2, stdout: '' });
  });

  it('says what belongs to no element whichever are named', () => {
    const folder = workspace({ ...element, '.env.testing': `${testing}ORDERS_DB_PASSWORD=${SECRET}\n` });
    expect(dbelements(folder, ['check', 'databases.orders', '--environment', 'production'], production).stdout).toContain('.env.testing:3: warning secret-file-not-ignored');
  });
});

describe('bad input', () => {
  it('an environment that nobody knows', () => {
    const folder = workspace({ ...element, '.env.testing': testing });
    const { status, stderr, stdout } = dbelements(folder, ['check', '--environment', 'prodution'], production);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('dbelements: Nothing here is named for the environment "prodution": no setting and no .env file. Known are development, testing, production.');
    expect(dbelements(folder, ['list', '--environment', 'prodution'], production)).toMatchObject({ status: 0, stderr: expect.stringContaining('Nothing here is named for the environment "prodution"') });
    expect(dbelements(workspace({ ...element, '.vscode/settings.json': '{ "databaseElements.environments": { "staging": {} } }' }), ['check', '--environment', 'staging'], production)).toMatchObject({ stderr: '' });
    const inFolder = { 'conf/staging.env': '', '.vscode/settings.json': '{ "databaseElements.envFiles": ["conf/<env>.env"] }' };
    expect(dbelements(workspace({ ...element, ...inFolder }), ['check', '--environment', 'staging'], production)).toMatchObject({ stderr: '' });
  });

  it('a .env file with mistakes', () => {
    const { status, stderr } = check(workspace({ ...element, '.env.production': `# ok\nhello\nORDERS_DB_HOST=$ORDERS_DB_HOST\n1A="${SECRET}\n` }), { ...production, ORDERS_DB_HOST: 'db' });
    expect(status).toBe(0);
    expect(stderr.split('\n').map((line) => /^dbelements: \.env\.production:(\d+): /.exec(line)?.[1])).toEqual(['2', '3', '4', '4', undefined]);
    expect(dbelements(workspace({ ...element, '.env.production': 'hello\n' }), ['list', '--environment', 'production'])).toMatchObject({ status: 0, stderr: expect.stringMatching(/^dbelements: \.env\.production:1: /) as unknown });
  });

  it('a .env file of 50 MB', () => {
    const { status, stderr } = check(workspace({ ...element, '.env.production': `A=${'x'.repeat(50 * 1024 * 1024)}` }), production);
    expect(status).toBe(0);
    expect(stderr).toMatch(/^dbelements: \.env\.production:1: The file is larger than 1 MB.*\n$/);
  });

  it('settings that begin with the mark of Windows editors, and settings that cannot be read', () => {
    const marked = workspace({ ...element, '.vscode/settings.json': '\uFEFF{\r\n"databaseElements.environments": { "production": { "values": { "ORDERS_DB_HOST": "db" } } } }' });
    expect(check(marked, { ...production, ORDERS_DB_HOST: '' })).toMatchObject({ status: 0, stderr: '' });
    const unreadable = dbelements(workspace({ ...element, '.vscode/settings.json/in-the-way': '' }), ['list'], production);
    expect(unreadable).toMatchObject({ status: 0, stderr: expect.stringMatching(/^dbelements: \.vscode\/settings\.json:1: The file cannot be read, so that no setting is used: /) });
  });

  it('an id and a full name that stand in two files', () => {
    const folder = workspace({ 'a.b.dbelement.json': ORDERS, 'a/b.dbelement.json': ORDERS });
    const { status, stdout } = dbelements(folder, ['list'], production);
    expect(stdout).toContain('  a.b.dbelement.json:2:9 warning: The id is also that of a/b.dbelement.json');
    expect(stdout).toContain('  a/b.dbelement.json:1:1 warning: The full name a.b is also that of a.b.dbelement.json.');
    expect(status).toBe(0);
  });

  it('a name that is given twice is one element', () => {
    const { stdout } = dbelements(workspace(element), ['list', 'databases.orders', 'databases.orders', '--format', 'json'], production);
    expect(JSON.parse(stdout)).toMatchObject({ elements: [{ element: 'databases.orders' }] });
  });

  it('names and values that a terminal would obey', () => {
    const hostile = ORDERS.replace('"database": "orders"', '"database": "a\\u001b[2J\\u202eb"');
    const folder = workspace({ 'x\u001b]0;y.dbelement.json': hostile });
    expect(dbelements(folder, ['list'], production).stdout).toBe('x\uFFFD]0;y  postgresql  orders.example.com:5432/a\uFFFD[2J\uFFFDb\n');
    const json = dbelements(folder, ['list', '--format', 'json'], production).stdout;
    expect([json.includes('\u001b'), json.includes('\u202e')]).toEqual([false, false]);
    expect(JSON.parse(json)).toMatchObject({ elements: [{ element: 'x\u001b]0;y', endpoint: 'orders.example.com:5432/a\u001b[2J\u202eb' }] });
  });

  it.skipIf(!existsSync('/dev/full'))('an output that is full', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'list'], { cwd: workspace(element), env: production, stdio: ['ignore', full, 'pipe'], encoding: 'utf8', timeout: 60_000 });
    closeSync(full);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^dbelements: The output cannot be written: ENOSPC.*\n$/)]);
  });

  it('a folder that is named .env', () => {
    expect(check(workspace({ ...element, '.env/bin/activate': '' }), production)).toMatchObject({ status: 0, stderr: '' });
  });

  it('settings of a wrong type are said with file and line, and what stands beside them is used', () => {
    const settings = (text: string) => check(workspace({ ...element, '.vscode/settings.json': text }), { ORDERS_DB_PASSWORD: SECRET, ORDERS_DB_USER: 'u' });
    expect(settings('{\n"databaseElements.environments": "production" }').stderr).toMatch(/^dbelements: \.vscode\/settings\.json:2: The setting "databaseElements\.environments" is a text, not an object.* Write .*\n$/);
    const partly = settings('{ "databaseElements.environments": {\n"testing": 5,\n"production": { "values": { "ORDERS_DB_HOST": "db", "PORT": [] } } },\n"databaseElements.envFiles": ".env" }');
    expect(partly.stderr.split('\n').map((line) => /settings\.json:(\d+): /.exec(line)?.[1])).toEqual(['2', '3', '4', undefined]);
    expect(partly.report.findings).toEqual([]);
    expect(settings('{ "databaseElements.environments": {\n').stderr).toContain('settings.json:2: The file is not valid JSON');
  });

  it('values of settings that refer to themselves, and keys that no shell accepts', () => {
    const circular = check(workspace({ ...element, '.vscode/settings.json': '{ "databaseElements.environments": { "production": { "values": { "A": "${A}", "my-key": "x" } } } }' }), production);
    expect(circular.stderr).toContain('.vscode/settings.json:1: A refers to itself');
    expect(circular.stderr).toContain('"my-key" is not a key that a shell accepts');
    expect(circular.status).toBe(0);
  });

  it.each([
    [['check', '--format', 'xml'], '--format of check takes text or json or github'],
    [['list', '--format', 'github'], '--format of list takes text or json'],
    [['env-example', '--format', 'github'], '--format of env-example takes text or json'],
  ])('%j is wrong usage', (args, message) => {
    const { status, stderr, stdout } = dbelements(workspace(element), args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

it('env-example prints what to set, without secrets', () => {
  const { status, stdout } = dbelements(workspace(element), ['env-example'], production);
  expect(status).toBe(0);
  expect(stdout).toContain('# --- Orders (databases.orders) ---\n\n# Orders DB host\n# Where orders are kept\n# (required)\nORDERS_DB_HOST=\n\n# Orders DB password\n# (required; secret)\nORDERS_DB_PASSWORD=\n\n# Orders DB TLS mode\n# (optional)\nORDERS_DB_TLS=verify-full\n');
});

it('env-example says which file may have more variables, and ends with 1', () => {
  const { status, stdout, stderr } = dbelements(workspace({ ...element, 'databases/broken.dbelement.json': '{\n  "id": ' }), ['env-example']);
  expect(status).toBe(1);
  expect(stdout).toContain('ORDERS_DB_HOST=');
  expect(stderr).toMatch(/^dbelements: databases\/broken\.dbelement\.json:2: some of its variables may be missing here, for the file has errors: Not valid JSON/);
});

it('env-example prints the same as JSON, of exactly the shape that is documented', () => {
  const { status, stdout } = dbelements(workspace(element), ['env-example', '--format', 'json'], production);
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as { readonly variables: readonly object[] };
  expect(report).toEqual({
    variables: [
      { key: 'ORDERS_DB_HOST', name: 'Orders DB host', description: 'Where orders are kept', default: null, required: true, secret: false },
      { key: 'ORDERS_DB_PASSWORD', name: 'Orders DB password', description: null, default: null, required: true, secret: true },
      { key: 'ORDERS_DB_TLS', name: 'Orders DB TLS mode', description: null, default: 'verify-full', required: false, secret: false },
      { key: 'ORDERS_DB_USER', name: 'Orders DB user', description: null, default: null, required: true, secret: false },
    ],
  });
  for (const variable of report.variables) expect(Object.keys(variable)).toEqual(['key', 'name', 'description', 'default', 'required', 'secret']);
});

describe('models', () => {
  const catalog = { 'databases/catalog.dbelement.json': JSON.stringify({ id: 'catalog-0001', type: 'sqlite', title: 'Catalog', connection: { file: 'catalog.db' } }) };
  const model = (database: string, table: string) => JSON.stringify({ title: table, database, table, fields: [{ name: 'id', type: 'auto-number', primaryKey: true }, { name: 'name', type: 'single-line-text', nullable: false }] }, undefined, 2);
  /** With a table `article` that has one column more than its model and one less. */
  function withTable(files: Readonly<Record<string, string>>): string {
    const folder = workspace({ ...catalog, ...files });
    const database = new DatabaseSync(path.join(folder, 'catalog.db'));
    database.exec('CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, price REAL)');
    database.close();
    return folder;
  }

  it('that name no element are not ready, whether somebody connects or not', () => {
    const { status, stdout } = dbelements(workspace({ ...catalog, 'models/stray.dbmodel.json': model('databases.nobody', 'stray') }), ['check']);
    expect(stdout).toContain('models/stray.dbmodel.json:3: error unknown-element: There is no database element databases.nobody.');
    expect(status).toBe(1);
  });

  it('that are malformed are not ready: no table can be held against them', () => {
    const { status, stdout } = dbelements(workspace({ ...catalog, 'models/half.dbmodel.json': '{\n  "title": "Half",\n' }), ['check']);
    expect(stdout).toContain('models/half.dbmodel.json:2: error malformed-model: Not valid JSON');
    expect(status).toBe(1);
  });

  it('that hold more than is known are ready', () => {
    const { status, stdout } = dbelements(workspace({ ...catalog, 'models/article.dbmodel.json': model('databases.catalog', 'article').replace('"table"', '"x-owner": 1, "table"') }), ['check']);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^Ready for development: 1 element, 0 errors/)]);
  });

  it('are compared with their tables by --connect', () => {
    const folder = withTable({ 'models/article.dbmodel.json': model('databases.catalog', 'article'), 'models/order.dbmodel.json': model('databases.catalog', 'order') });
    expect(dbelements(folder, ['check']).status).toBe(0);
    const { status, stdout } = dbelements(folder, ['check', '--connect']);
    expect(stdout).toContain('models/article.dbmodel.json:12: error model-differs: The table has no column name.');
    expect(stdout).toContain('models/article.dbmodel.json:4: warning model-differs: The table has a column price that no field stands for.');
    expect(stdout).toContain('models/order.dbmodel.json:4: error model-differs: The database has no table order.');
    expect(status).toBe(1);
  });
});
