import { describe, expect, test } from 'vitest';
import type { FormState } from '../../src/protocol/form-state';
import { useForm } from './fixture';
import { post, sent } from './harness';
import { elementForm, field, mainFieldsInDoubt, pool } from './samples';

const form = useForm();
const host = (value: string): FormState => elementForm({}, [field('host', 'Host', { value })]);

describe('typing', () => {
  test('is sent after a pause, as one edit', async () => {
    await form.open(host('db'));
    await form.input('host').press('End');
    await form.page.keyboard.type('.internal');
    expect(await sent(form.page)).toEqual([]);
    await expect.poll(() => sent(form.page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db.internal' }]);
  });

  test('survives states that were built before the host heard of it', async () => {
    await form.open(host('db'));
    await form.input('host').press('End');
    await form.page.keyboard.type('1');
    await expect.poll(() => sent(form.page)).toHaveLength(1);
    await form.page.keyboard.type('23');
    await form.page.keyboard.press('ArrowLeft');
    await form.show(host('db'));
    await form.show(host('db1'));
    expect(await form.input('host').inputValue()).toBe('db123');
    expect(await form.input('host').evaluate((element: HTMLInputElement) => element.selectionStart)).toBe(4);
    await expect.poll(async () => (await sent(form.page)).at(-1)).toEqual({ kind: 'setValue', key: 'host', value: 'db123' });
    await form.show(host('db123'));
    expect(await form.input('host').inputValue()).toBe('db123');
  });

  test('keeps a blank that the host trims until the field is left', async () => {
    await form.open(elementForm({ title: { value: 'Orders' } }));
    await form.input('title').press('End');
    await form.page.keyboard.type(' ');
    await expect.poll(() => sent(form.page)).toEqual([{ kind: 'setTitle', value: 'Orders ' }]);
    await form.show(elementForm({ title: { value: 'Orders' } }));
    expect(await form.input('title').inputValue()).toBe('Orders ');
    await form.page.keyboard.press('Tab');
    expect(await form.input('title').inputValue()).toBe('Orders');
  });

  test('gives way to an undo of the document', async () => {
    await form.open(host('db'));
    await form.input('host').fill('db2');
    await expect.poll(() => sent(form.page)).toHaveLength(1);
    await form.show(host('db2'));
    await form.show(host('db'));
    expect(await form.input('host').inputValue()).toBe('db');
  });

  test('that the host does not take over gives way once the field is left', async () => {
    await form.open(host('db'));
    await form.input('host').fill('db2');
    await expect.poll(() => sent(form.page)).toHaveLength(1);
    await form.show(host('db'));
    expect(await form.input('host').inputValue()).toBe('db2');
    await form.page.keyboard.press('Tab');
    await expect.poll(() => form.input('host').inputValue(), { timeout: 3000 }).toBe('db');
  });

  test.each(['Control+s', 'Meta+s'])('is sent before %s saves', async (keys) => {
    await form.open(host('db'));
    await form.input('host').fill('db2');
    await form.page.keyboard.press(keys);
    expect(await sent(form.page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });

  test('makes the form unsaved at once, and Save sends it first', async () => {
    await form.open(host('db'));
    expect(await form.page.getByTestId('save').locator('button').isDisabled()).toBe(true);
    await form.input('host').fill('db2');
    await form.page.getByTestId('save').click();
    expect(await sent(form.page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });
});

describe('controls', () => {
  test('a choice shows what it means, its default, and a value that is none of the choices', async () => {
    await form.open(elementForm());
    const mode = form.page.getByTestId('field-tls.mode').locator('vscode-dropdown');
    expect(await mode.locator('[part=selected-value]').innerText()).toBe('Default (Prefer)');
    await mode.focus();
    await form.page.keyboard.press('End');
    expect(await sent(form.page)).toEqual([{ kind: 'setValue', key: 'tls.mode', value: 'verify-full' }]);
    await expect.poll(() => form.page.getByTestId('field-tls.mode').innerText()).toContain('a trusted certificate that names this host');

    await form.page.keyboard.press('Space');
    await form.page.keyboard.press('ArrowUp');
    await form.page.keyboard.press('Escape');
    expect(await mode.locator('[part=selected-value]').innerText()).toBe('Verify full');
    expect(await sent(form.page)).toHaveLength(1);

    const [main, tls] = elementForm().sections;
    const [first, ...rest] = tls!.fields;
    await form.show(elementForm({ sections: [main!, { ...tls!, fields: [{ ...first!, state: { kind: 'literal', value: 'strict' } }, ...rest] }] }));
    await expect.poll(() => mode.locator('[part=selected-value]').innerText()).toBe('strict');
  });

  test('a checkbox sends what it was switched to, and nothing when the host switches it', async () => {
    const readOnly = (value: string): FormState => elementForm({}, [field('options.readOnly', 'Read-only', { value, control: { kind: 'boolean' } })]);
    await form.open(readOnly('true'));
    await form.show(readOnly('false'));
    expect(await sent(form.page)).toEqual([]);
    await form.page.getByRole('checkbox', { name: 'Read-only' }).press('Space');
    expect(await sent(form.page)).toEqual([{ kind: 'setValue', key: 'options.readOnly', value: 'true' }]);
  });

  test('a path can be chosen; a fallback is the placeholder', async () => {
    await form.open(elementForm());
    await form.page.getByRole('button', { name: 'Choose ca certificate' }).click();
    expect(await sent(form.page)).toEqual([{ kind: 'choosePath', key: 'tls.ca' }]);
    expect(await form.input('port').getAttribute('placeholder')).toBe('5432');
    expect(await form.input('port').getAttribute('inputmode')).toBe('numeric');
  });

  test('a variable shows its name, key, value and source', async () => {
    await form.open(elementForm());
    expect(await form.page.getByTestId('variable-user').innerText()).toMatch(/Orders DB user\s+ORDERS_DB_USER/);
    expect(await form.page.getByTestId('value-user').innerText()).toMatch(/orders_app\s+from workspace settings/);
  });

  test('an error stands beside its field and is part of what is read out', async () => {
    await form.open(elementForm({}, mainFieldsInDoubt));
    expect(await form.page.getByTestId('error-port').innerText()).toBe('A whole number from 1 to 65535.');
    expect(await form.input('port').getAttribute('aria-invalid')).toBe('true');
    const session = await form.page.context().newCDPSession(form.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const port = nodes.find((node) => node.role?.value === 'textbox' && node.name?.value === 'Port');
    expect(port?.description?.value).toBe('A whole number from 1 to 65535.');
    await form.show(elementForm());
    expect(await form.input('port').getAttribute('aria-invalid')).toBe('false');
    expect(await form.input('port').getAttribute('aria-description')).toBeNull();
  });

  test('a folded section counts its errors and opens for a field that is asked for', async () => {
    await form.open(elementForm());
    expect(await form.page.getByTestId('error-count-pool').innerText()).toBe('1 error');
    expect(await form.input('pool.min').isVisible()).toBe(false);
    await post(form.page, { kind: 'focus', key: 'pool.min' });
    expect(await form.input('pool.min').evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
    expect(await form.page.getByTestId('error-count-pool').count()).toBe(0);
  });

  test('a field that is asked for before the first state is focused when it arrives', async () => {
    await form.openEmpty();
    await post(form.page, { kind: 'focus', key: pool.fields[1]!.key });
    await form.show(elementForm());
    await form.page.keyboard.type('7');
    expect(await form.input('pool.max').inputValue()).toBe('7');
  });
});
