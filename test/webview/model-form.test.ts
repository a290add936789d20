import path from 'node:path';
import { describe, test } from 'vitest';
import { postgresqlDialect } from '../../src/databases/postgresql/dialect';
import { modelFormState } from '../../src/workbench/editors/model-form-state';
import { useModelForm } from './fixture';
import { themes, type ThemeName } from './themes';

const form = useModelForm();
const FIELDS = `
  { "name": "id", "type": "auto-number", "primaryKey": true },
  { "name": "code", "title": "Customer code", "type": "single-line-text", "length": 20, "nullable": false, "unique": true },
  { "name": "balance", "type": "amount", "default": 0, "precision": 12 },
  { "name": "a_name_without_a_blank_that_is_longer_than_the_panel_is_wide", "type": "wrong" }`;

function customer(fields = FIELDS, more = '"unique": [["code", "balance"]], "x-owner": 1', unsaved = false) {
  return modelFormState({
    text: `{ "title": "Customer", "description": "Who buys", "database": "databases.orders", "schema": "crm", "table": "customer", "fields": [${fields}], ${more} }`,
    fullName: 'models.customer',
    element: { title: 'Orders', typeLabel: 'PostgreSQL', dialect: postgresqlDialect },
    shared: [],
    trusted: true,
    unsaved,
  });
}

describe('fields', () => {
  test('are a line each, of which one opens to its controls', async () => {
    await form.open(customer());
    await form.expect(() => form.page.getByTestId('toggle-1').innerText()).toMatch(/code\s*Single-line text \(20\) · required · unique/);
    await form.page.getByTestId('toggle-1').click();
    await form.expect(() => form.input('0').count()).toBe(0);
    await form.page.getByTestId('fields.1.length').locator('input').fill('40');
    await form.page.getByTestId('fields.1.unique').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setField', index: 1, key: 'length', value: '40' }, { kind: 'setFlag', index: 1, key: 'unique', value: false }]);
  });

  test('choose their type from all that there are', async () => {
    await form.open(customer());
    await form.page.getByTestId('toggle-2').click();
    await form.page.getByTestId('fields.2.type').locator('vscode-dropdown').click();
    await form.page.getByTestId('fields.2.type').locator('vscode-option[value="json"]').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setField', index: 2, key: 'type', value: 'json' }]);
  });

  test('show their errors beside the control and on the line', async () => {
    await form.open(customer());
    await form.expect(() => form.page.getByTestId('field-3').locator('.error-count').count()).toBe(1);
    await form.page.getByTestId('toggle-3').click();
    await form.expect(() => form.page.getByTestId('error-fields.3.type').innerText()).toContain('must be one of');
    await form.expect(() => form.page.getByTestId('problems').innerText()).toContain('"x-owner" is not known');
  });

  test('are added with the caret in the name, moved and removed by keyboard', async () => {
    await form.open(customer());
    await form.page.getByTestId('add-field').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'addField' }]);
    await form.show(customer(`${FIELDS}, { "name": "field5", "type": "single-line-text" }`));
    await form.expect(() => form.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'])).toBe('fields.4.name');
    await form.page.getByTestId('arrow-up-4').focus();
    await form.page.keyboard.press('Enter');
    await form.page.getByTestId('remove-0').focus();
    await form.page.keyboard.press('Enter');
    await form.expect(async () => (await form.sent()).slice(1)).toEqual([{ kind: 'moveField', from: 4, to: 3 }, { kind: 'removeField', index: 0 }]);
  });

  test('opens the added field, not the one that was open, when the answer to an earlier edit comes first', async () => {
    await form.open(customer());
    await form.page.getByTestId('toggle-1').click();
    await form.page.getByTestId('add-field').click();
    await form.show(customer());
    await form.show(customer(`${FIELDS}, { "name": "field5", "type": "single-line-text" }`));
    await form.expect(() => form.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'])).toBe('fields.4.name');
  });
});

describe('keys of several fields', () => {
  test('take a further field, lose one, and change their order', async () => {
    await form.open(customer());
    const key = form.page.getByTestId('key-unique-0');
    await key.locator('vscode-dropdown').click();
    await key.locator('vscode-option[value="id"]').click();
    await key.getByRole('button', { name: 'Move balance before code' }).click();
    await key.getByRole('button', { name: 'Take code out' }).click();
    await form.expect(() => form.sent()).toEqual([
      { kind: 'setKey', list: 'unique', index: 0, fields: ['code', 'balance', 'id'] },
      { kind: 'setKey', list: 'unique', index: 0, fields: ['balance', 'code'] },
      { kind: 'setKey', list: 'unique', index: 0, fields: ['balance'] },
    ]);
  });

  test('show the order of a primary key', async () => {
    await form.open(customer('{ "name": "tenant", "type": "number", "primaryKey": true }, { "name": "number", "type": "number", "primaryKey": true }', '"primaryKey": ["number", "tenant"]'));
    await form.page.getByTestId('key-primaryKey-0').getByRole('button', { name: 'Move tenant before number' }).click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setKey', list: 'primaryKey', index: 0, fields: ['tenant', 'number'] }]);
  });
});

test('the database is shown by its title, and selected with a button', async () => {
  await form.open(customer());
  await form.expect(() => form.page.getByTestId('database-name').innerText()).toBe('Orders, PostgreSQL');
  await form.page.getByTestId('select-database').click();
  await form.expect(() => form.sent()).toEqual([{ kind: 'selectDatabase' }]);
});

test('what is typed is sent before it is saved', async () => {
  await form.open(customer());
  await form.input('title').fill('Client');
  await form.page.keyboard.press('Control+s');
  await form.expect(() => form.sent()).toEqual([{ kind: 'setText', key: 'title', value: 'Client' }, { kind: 'save' }]);
});

test.each(Object.keys(themes) as ThemeName[])('nothing scrolls sideways at 260 pixels (%s)', async (theme) => {
  await form.open(customer(), { theme, width: 260, height: 700 });
  await form.page.getByTestId('toggle-3').click();
  await form.expect(() => form.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(260);
  if (process.env['PICTURES'] !== undefined) await picture(`model-narrow-${theme}`);
});

test.each(Object.keys(themes) as ThemeName[])('looks as it should (%s)', async (theme) => {
  await form.open(customer(FIELDS, '"unique": [["code", "balance"]], "indexes": [["balance", "id"]]', true), { theme, width: 900, height: 1200 });
  await form.page.getByTestId('toggle-1').click();
  await form.expect(() => form.page.getByTestId('unsaved').innerText()).toBe('Unsaved');
  if (process.env['PICTURES'] !== undefined) await picture(`model-${theme}`);
});

function picture(name: string): Promise<unknown> {
  return form.page.screenshot({ path: path.join(import.meta.dirname, 'output', `${name}.png`), fullPage: true });
}
