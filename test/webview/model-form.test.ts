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
    await form.expect(() => form.part('toggle-1').innerText()).toMatch(/code\s*Single-line text \(20\) · required · unique/);
    await form.part('toggle-1').click();
    await form.expect(() => form.input('0').count()).toBe(0);
    await form.inputIn('fields.1.length').fill('40');
    await form.part('fields.1.unique').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setField', index: 1, key: 'length', value: '40' }, { kind: 'setFlag', index: 1, key: 'unique', value: false }]);
  });

  test('choose their type from all that there are', async () => {
    await form.open(customer());
    await form.part('toggle-2').click();
    await form.part('fields.2.type').locator('vscode-dropdown').click();
    await form.part('fields.2.type').locator('vscode-option[value="json"]').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setField', index: 2, key: 'type', value: 'json' }]);
  });

  test('show their errors beside the control and on the line', async () => {
    await form.open(customer());
    await form.expect(() => form.part('field-3').locator('.error-count').count()).toBe(1);
    await form.part('toggle-3').click();
    await form.expect(() => form.part('error-fields.3.type').innerText()).toBe('Choose one of the types.');
    await form.expect(() => form.part('problems').innerText()).toContain('"x-owner" is not known');
  });

  test('are added with the caret in the name, moved and removed by keyboard', async () => {
    await form.open(customer());
    await form.part('add-field').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'addField' }]);
    await form.show(customer(`${FIELDS}, { "name": "field5", "type": "single-line-text" }`));
    await form.expect(() => form.focusedField()).toBe('fields.4.name');
    await form.part('arrow-up-4').focus();
    await form.page.keyboard.press('Enter');
    await form.part('remove-0').focus();
    await form.page.keyboard.press('Enter');
    await form.expect(async () => (await form.sent()).slice(1)).toEqual([{ kind: 'moveField', from: 4, to: 3 }, { kind: 'removeField', index: 0 }]);
  });

  test('keep the focus while they are moved, up to the end of the list', async () => {
    await form.open(customer());
    await form.part('arrow-up-2').focus();
    for (const expected of ['arrow-up-1', 'arrow-down-0']) {
      await form.page.keyboard.press('Enter');
      await form.expect(() => form.focused()).toBe(expected);
    }
    await form.expect(() => form.sent()).toEqual([{ kind: 'moveField', from: 2, to: 1 }, { kind: 'moveField', from: 1, to: 0 }]);
  });

  test('leave the focus to the one before when the last is removed, and to the button that adds one', async () => {
    await form.open(customer('{ "name": "id", "type": "auto-number" }, { "name": "code", "type": "single-line-text" }', ''));
    await form.part('remove-1').focus();
    for (const [left, expected] of [['{ "name": "id", "type": "auto-number" }', 'remove-0'], ['', 'add-field']] as const) {
      await form.page.keyboard.press('Enter');
      await form.show(customer(left, ''));
      await form.expect(() => form.focused()).toBe(expected);
    }
    await form.expect(() => form.sent()).toEqual([{ kind: 'removeField', index: 1 }, { kind: 'removeField', index: 0 }]);
  });

  test('are gone through with the arrow keys', async () => {
    await form.open(customer());
    await form.part('toggle-0').focus();
    for (const [key, expected] of [['ArrowUp', 'toggle-0'], ['ArrowDown', 'toggle-1'], ['End', 'toggle-3'], ['ArrowUp', 'toggle-2'], ['Home', 'toggle-0']] as const) {
      await form.page.keyboard.press(key);
      await form.expect(() => form.focused()).toBe(expected);
    }
  });

  test('say of a number without limit how many decimals it has', async () => {
    await form.open(customer('{ "name": "count", "type": "number", "scale": 0 }, { "name": "sum", "type": "number", "precision": 12, "scale": 2 }'));
    await form.expect(() => form.part('toggle-0').innerText()).toMatch(/count\s*Number \(0 decimals\)/);
    await form.expect(() => form.part('toggle-1').innerText()).toMatch(/sum\s*Number \(12, 2\)/);
  });

  test('opens the added field, not the one that was open, when the answer to an earlier edit comes first', async () => {
    await form.open(customer());
    await form.part('toggle-1').click();
    await form.part('add-field').click();
    await form.show(customer());
    await form.show(customer(`${FIELDS}, { "name": "field5", "type": "single-line-text" }`));
    await form.expect(() => form.focusedField()).toBe('fields.4.name');
  });
});

describe('keys of several fields', () => {
  test('take a further field, lose one, and change their order', async () => {
    await form.open(customer());
    const key = form.part('key-unique-0');
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
    await form.part('key-primaryKey-0').getByRole('button', { name: 'Move tenant before number' }).click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setKey', list: 'primaryKey', index: 0, fields: ['tenant', 'number'] }]);
  });
});

test('the database is shown by its title, and selected with a button', async () => {
  await form.open(customer());
  await form.expect(() => form.part('database-name').innerText()).toBe('Orders, PostgreSQL');
  await form.part('select-database').click();
  await form.expect(() => form.sent()).toEqual([{ kind: 'selectDatabase' }]);
});

test('the focus goes on to the comparison when all is saved', async () => {
  await form.open(customer(FIELDS, '"x": 1', true));
  await form.part('save').focus();
  await form.page.keyboard.press('Enter');
  await form.show(customer());
  await form.expect(() => form.focused()).toBe('compare');
});

test.each([['a field can be added to a new one', true, 'add-field'], ['one that was saved for the first time is compared', false, 'compare']])('the form of a model begins where %s', async (_where, unsaved, expected) => {
  await form.open(customer(FIELDS, '"x": 1', unsaved));
  await form.post({ kind: 'goOn' });
  await form.expect(() => form.focused()).toBe(expected);
});

test('what is typed is sent before it is saved', async () => {
  await form.open(customer());
  await form.input('title').fill('Client');
  await form.page.keyboard.press('Control+s');
  await form.expect(() => form.sent()).toEqual([{ kind: 'setText', key: 'title', value: 'Client' }, { kind: 'save' }]);
});

test.each((Object.keys(themes) as ThemeName[]).flatMap((theme) => [[theme, 260], [theme, 900]] as const))('nothing scrolls sideways with a field open (%s, %i pixels)', async (theme, width) => {
  await form.open(customer(FIELDS, '"unique": [["code", "balance"]], "indexes": [["balance", "id"]]', true), { theme, width, height: 1200 });
  await form.part('toggle-3').click();
  await form.expect(() => form.part('fields.3.type').isVisible()).toBe(true);
  await form.expect(() => form.scrollWidth()).toBeLessThanOrEqual(width);
  if (process.env['PICTURES'] !== undefined) await picture(`model-${String(width)}-${theme}`);
});

function picture(name: string): Promise<unknown> {
  return form.page.screenshot({ path: path.join(import.meta.dirname, 'output', `${name}.png`), fullPage: true });
}
