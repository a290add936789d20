import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { until } from '../servers/until';
import { useVSCode } from './harness/use-vscode';
import { elementId } from './harness/workspace-folder';

const SETTINGS = '.vscode/settings.json';

const { folder, workbench, form } = useVSCode('bad-input', async () => {
  await folder.write('databases/orders.dbelement.json', {
    id: elementId(1),
    type: 'postgresql',
    title: 'Orders',
    connection: { host: { variable: 'ORDERS_HOST' }, port: 5432, database: 'orders', user: 'orders_app', password: { none: true } },
    variables: { ORDERS_HOST: { name: 'Orders host', required: true } },
  });
  await folder.write(SETTINGS, {});
  return { viewport: { width: 1600, height: 1000 } };
});

beforeAll(async () => {
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable · ORDERS_HOST is not set' }).waitFor();
  await workbench.runCommand('Problems: Focus on Problems View');
});

function settingsFile(): string {
  return folder.file(SETTINGS);
}

/** What our own check says of a line of a file; VS Code's JSON service has a word of its own once the file is open. */
async function problemAt(text: string | RegExp, line: number): Promise<void> {
  await workbench.problem(text).filter({ hasText: 'Database Elements' }).filter({ hasText: `[Ln ${String(line)},` }).first().waitFor();
}

async function setHost(value: string): Promise<void> {
  await workbench.runCommand('Database Elements: Set Value...');
  await workbench.quickPick('ORDERS_HOST');
  await workbench.question('Orders host in development');
  await workbench.quickInput(value);
}

test('settings that are no object are said in a message that leads to the line, and in the panel; nothing is written over them', async () => {
  const wrong = '{\n  // ours\n  "databaseElements.environments": "development"\n}\n';
  await writeFile(settingsFile(), wrong);
  await workbench.notification(/settings\.json:3: The setting "databaseElements\.environments" is a text, not an object.*Write \{ "development"/).waitFor();
  await problemAt('is a text, not an object', 3);
  await workbench.screenshot('settings-wrong-type');
  await workbench.notificationAction(/settings\.json:3: The setting/, 'Open Settings');
  await workbench.editorTab('settings.json').waitFor();
  await workbench.page.locator('[id="status.editor.selection"]').filter({ hasText: 'Ln 3,' }).waitFor();
  await workbench.closeAllEditors();
  await setHost('db.invalid');
  await workbench.notification(/is a text, not an object.*It was left as it is\./).waitFor();
  expect(await readFile(settingsFile(), 'utf8')).toBe(wrong);
  await workbench.treeItem('Orders').filter({ hasText: 'unavailable · ORDERS_HOST is not set' }).waitFor();
});

test('one wrong part takes nothing else away: the other environments keep their values and their protection', async () => {
  await writeFile(
    settingsFile(),
    '{\n  "databaseElements.environments": {\n    "testing": 5,\n    "production": { "protected": "true", "values": { "ORDERS_HOST": "production.invalid" } },\n    "development": { "values": { "ORDERS_HOST": "development.invalid", "PORT": 5433, "TLS": [] } }\n  },\n  "databaseElements.envFiles": ".env"\n}\n',
  );
  await workbench.treeItem('Orders').filter({ hasText: 'development.invalid:5432' }).waitFor();
  await problemAt('The environment "testing" in "databaseElements.environments" is a number', 3);
  await problemAt('"protected" of production is a text; the environment counts as protected.', 4);
  await problemAt('The value of TLS for development is a list', 5);
  await problemAt('The setting "databaseElements.envFiles" is a text, not a list of file names', 7);
  await workbench.problem('is a text, not an object').first().waitFor({ state: 'detached' });
  const before = await readFile(settingsFile(), 'utf8');
  await setHost('moved.invalid');
  await workbench.treeItem('Orders').filter({ hasText: 'moved.invalid:5432' }).waitFor();
  // VS Code lays the value out anew.
  expect(JSON.parse(await readFile(settingsFile(), 'utf8'))).toEqual(JSON.parse(before.replace('development.invalid', 'moved.invalid')));
});

test('a mended setting leaves the panel', async () => {
  await writeFile(settingsFile(), '{ "databaseElements.environments": { "development": { "values": { "ORDERS_HOST": "mended.invalid" } } } }\n');
  await workbench.treeItem('Orders').filter({ hasText: 'mended.invalid:5432' }).waitFor();
  await until('the settings to leave the panel', async () => (await workbench.problem(/databaseElements\.environments|"protected" of|The value of TLS/).count()) === 0);
});

test('a .env file with a syntax error is pointed at, and its other lines count', async () => {
  await writeFile(settingsFile(), '{}\n');
  await folder.write('.env', 'ORDERS_USER="never closed\nORDERS_HOST=env.invalid\nno assignment\n1ST=x\nLOOP=$LOOP\n');
  await workbench.treeItem('Orders').filter({ hasText: 'env.invalid:5432' }).waitFor();
  await problemAt('The quote that opens the value of ORDERS_USER is not closed', 1);
  await problemAt('The line is neither KEY=VALUE nor a comment', 3);
  await problemAt('"1ST" is not a key that a shell accepts', 4);
  await problemAt('LOOP refers to itself', 5);
});

test('a .env file of 50 MB is not read, which is said, and the window goes on', async () => {
  await folder.write('.env.development', `ORDERS_HOST=huge.invalid\nFILLER=${'x'.repeat(50 * 1024 * 1024)}\n`);
  await problemAt('The file is larger than 1 MB', 1);
  await workbench.treeItem('Orders').filter({ hasText: 'env.invalid:5432' }).waitFor();
  await folder.write('.env.development', '');
  await workbench.problem('The file is larger than 1 MB').first().waitFor({ state: 'detached' });
});

test('a value that refers to its own variable is not taken, in the form or from the palette', async () => {
  await setHost('${ORDERS_HOST}');
  await workbench.quickInputMessage().filter({ hasText: 'ORDERS_HOST refers to itself' }).waitFor();
  await workbench.escape();
  await workbench.treeItem('Orders').click();
  await form.shows('Orders');
  await form.part('edit-variable-host').click();
  await form.part('variable-value-host').locator('input').fill('$ORDERS_HOST');
  await form.part('variable-value-error-host').filter({ hasText: 'ORDERS_HOST refers to itself' }).waitFor();
  await workbench.screenshot('self-reference');
  await form.part('variable-cancel-host').click();
  expect(await readFile(settingsFile(), 'utf8')).toBe('{}\n');
});

test('a key that no shell accepts is refused in the panel, with one that works', async () => {
  await form.part('bind-port').click();
  await form.part('variable-key-port').locator('input').fill('orders-port');
  await form.part('variable-key-error-port').filter({ hasText: 'No shell accepts this key. Use letters A-Z, digits and _, starting with no digit, such as ORDERS_PORT.' }).waitFor();
  expect(await form.part('variable-apply-port').getAttribute('disabled')).not.toBeNull();
  await form.part('variable-cancel-port').click();
});

test('an environment that nothing is named for is said to have no values of its own', async () => {
  await workbench.runCommand('Database Elements: Switch Environment...');
  await workbench.quickPick('Another environment...');
  await workbench.question('Another environment');
  await workbench.quickInput('prod/uction');
  await workbench.quickInputMessage().filter({ hasText: 'Use letters, digits, _ and -' }).waitFor();
  await workbench.quickInput('prodution');
  await workbench.notification('Nothing here is named for the environment "prodution"').waitFor();
  await form.part('environment').and(form.frame.locator('[data-environment="prodution"]')).waitFor();
  await workbench.notificationAction('Nothing here is named for the environment "prodution"', 'Switch Environment');
  await workbench.quickPick('development');
  await form.part('environment').and(form.frame.locator('[data-environment="development"]')).waitFor();
});
