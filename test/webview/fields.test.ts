import { describe, expect, test } from 'vitest';
import type { FormState } from '../../src/protocol/form-state';
import { useForm } from './fixture';
import { elementForm, field, literalHost, mainFields, mainFieldsInDoubt, pool } from './samples';

const form = useForm();

describe('typing', () => {
  test('is sent after a pause, as one edit', async () => {
    await form.open(literalHost('db'));
    // All keystrokes in one task: however slow the machine, no pause falls between them.
    const early = await form.input('host').evaluate((input: HTMLInputElement) => {
      for (const text of ['db.', 'db.in', 'db.internal']) {
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
      return window.sent.map((message) => message.kind);
    });
    expect(early).toEqual(['ready']);
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'host', value: 'db.internal' }]);
  });

  test('is sent also when it comes to what the host has: the file may have it in another form', async () => {
    await form.open(literalHost('5432'));
    await form.input('host').evaluate((input: HTMLInputElement) => {
      for (const text of ['543', '5432']) {
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      }
    });
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'host', value: '5432' }]);
    await form.show(literalHost('5432'));
    await form.expect(() => form.part('unsaved').innerText()).toBe('');
  });

  test('survives states that were built before the host heard of it', async () => {
    await form.open(literalHost('db'));
    await form.input('host').press('End');
    await form.page.keyboard.type('1');
    await form.expect(() => form.sent()).toHaveLength(1);
    await form.page.keyboard.type('23');
    await form.page.keyboard.press('ArrowLeft');
    await form.show(literalHost('db'));
    await form.show(literalHost('db1'));
    await form.expect(() => form.input('host').inputValue()).toBe('db123');
    await form.expect(() => form.input('host').evaluate((element: HTMLInputElement) => element.selectionStart)).toBe(4);
    await form.expect(async () => (await form.sent()).at(-1)).toEqual({ kind: 'setValue', key: 'host', value: 'db123' });
    await form.show(literalHost('db123'));
    await form.expect(() => form.input('host').inputValue()).toBe('db123');
  });

  test('that waits for its pause is the latest word, whatever the host says meanwhile', async () => {
    await form.open(literalHost('db'));
    // In one task, for the text is sent by itself after the pause.
    await form.input('host').evaluate((input: HTMLInputElement, state) => {
      input.value = 'db2';
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      window.dispatchEvent(new MessageEvent('message', { data: state }));
    }, { kind: 'state', form: literalHost('elsewhere') });
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }]);
    await form.expect(() => form.input('host').inputValue()).toBe('db2');
  });

  test('keeps a blank that the host trims until the field is left', async () => {
    await form.open(elementForm({ title: { value: 'Orders' } }));
    await form.input('title').press('End');
    await form.page.keyboard.type(' ');
    await form.expect(() => form.sent()).toEqual([{ kind: 'setTitle', value: 'Orders ' }]);
    await form.show(elementForm({ title: { value: 'Orders' } }));
    await form.expect(() => form.input('title').inputValue()).toBe('Orders ');
    await form.page.keyboard.press('Tab');
    await form.expect(() => form.input('title').inputValue()).toBe('Orders');
  });

  test('gives way to an undo of the document', async () => {
    await form.open(literalHost('db'));
    await form.input('host').fill('db2');
    await form.expect(() => form.sent()).toHaveLength(1);
    await form.show(literalHost('db2'));
    await form.show(literalHost('db'));
    await form.expect(() => form.input('host').inputValue()).toBe('db');
  });

  test('that the host does not take over gives way once the field is left', async () => {
    await form.open(literalHost('db'));
    await form.input('host').fill('db2');
    await form.expect(() => form.sent()).toHaveLength(1);
    await form.show(literalHost('db'));
    await form.expect(() => form.input('host').inputValue()).toBe('db2');
    await form.page.keyboard.press('Tab');
    await form.expect(() => form.input('host').inputValue()).toBe('db');
  });

  test.each([['Control+s', { ctrlKey: true }], ['Meta+s', { metaKey: true }]])('is sent before %s saves', async (_keys, held) => {
    await form.open(literalHost('db'));
    // At one go: a busy machine takes longer between two keys than the pause after which the text is sent by itself.
    await form.input('host').evaluate((input: HTMLInputElement, modifier) => {
      input.value = 'db2';
      input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true, composed: true, ...modifier }));
    }, held);
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });

  test('makes the form unsaved at once, and Save sends it first', async () => {
    await form.open(literalHost('db'));
    await form.expect(() => form.part('save').locator('button').isDisabled()).toBe(true);
    await form.input('host').fill('db2');
    await form.part('save').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });
});

describe('controls', () => {
  const mode = (value: string): FormState => {
    const [main, tls] = elementForm().sections;
    const [first, ...rest] = tls!.fields;
    return elementForm({ sections: [main!, { ...tls!, fields: [{ ...first!, state: { kind: 'literal', value, fallback: 'prefer' } }, ...rest] }] });
  };

  test('a choice shows what it means, its default, and a value that is none of the choices', async () => {
    await form.open(elementForm());
    const dropdown = form.part('field-tls.mode').locator('vscode-dropdown');
    await form.expect(() => dropdown.locator('[part=selected-value]').innerText()).toBe('Default (Prefer)');
    await dropdown.focus();
    await form.page.keyboard.press('End');
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'tls.mode', value: 'verify-full' }]);
    await form.show(mode('verify-full'));
    await form.expect(() => form.part('field-tls.mode').innerText()).toContain('a trusted certificate that names this host');

    await form.page.keyboard.press('Space');
    await form.page.keyboard.press('ArrowUp');
    await form.page.keyboard.press('Escape');
    await form.expect(() => dropdown.locator('[part=selected-value]').innerText()).toBe('Verify full');
    await form.expect(() => form.sent()).toHaveLength(1);

    await form.show(mode('strict'));
    await form.expect(() => dropdown.locator('[part=selected-value]').innerText()).toBe('strict');
  });

  test('a checkbox sends what it was switched to, and nothing when the host switches it', async () => {
    const readOnly = (value: string): FormState => elementForm({}, [field('options.readOnly', 'Read-only', { value, control: { kind: 'boolean' } })]);
    await form.open(readOnly('true'));
    await form.show(readOnly('false'));
    await form.expect(() => form.sent()).toEqual([]);
    await form.page.getByRole('checkbox', { name: 'Read-only' }).press('Space');
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'options.readOnly', value: 'true' }]);
  });

  test('a path can be chosen; a fallback is the placeholder', async () => {
    await form.open(elementForm());
    await form.page.getByRole('button', { name: 'Choose CA certificate' }).click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'choosePath', key: 'tls.ca' }]);
    await form.expect(() => form.input('port').getAttribute('placeholder')).toBe('5432');
    await form.expect(() => form.input('port').getAttribute('inputmode')).toBe('numeric');
  });

  test('a variable shows its name, key, value and source', async () => {
    await form.open(elementForm());
    await form.expect(() => form.part('variable-user').innerText()).toMatch(/Orders DB user\s+ORDERS_DB_USER/);
    await form.expect(() => form.part('value-user').innerText()).toMatch(/orders_app\s+from workspace settings/);
  });

  test('an error stands beside its field and is part of what is read out', async () => {
    await form.open(elementForm({}, mainFieldsInDoubt));
    await form.expect(() => form.part('error-port').innerText()).toBe('A whole number from 1 to 65535.');
    await form.expect(() => form.input('port').getAttribute('aria-invalid')).toBe('true');
    const session = await form.page.context().newCDPSession(form.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const port = nodes.find((node) => node.role?.value === 'textbox' && node.name?.value === 'Port');
    expect(port?.description?.value).toBe('A whole number from 1 to 65535.');
    await form.show(elementForm());
    await form.expect(() => form.input('port').getAttribute('aria-invalid')).toBe('false');
    await form.expect(() => form.input('port').getAttribute('aria-description')).toBeNull();
  });

  test('a folded section counts its errors and opens for a field that is asked for', async () => {
    await form.open(elementForm());
    await form.expect(() => form.part('error-count-pool').innerText()).toBe('1 error');
    await form.expect(() => form.input('pool.min').isVisible()).toBe(false);
    await form.post({ kind: 'focus', key: 'pool.min' });
    await form.expect(() => form.input('pool.min').evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
    await form.expect(() => form.part('error-count-pool').count()).toBe(0);
  });

  test('a folded section that has no error counts its warnings', async () => {
    const idle = { ...field('pool.idleTimeoutMs', 'Idle timeout', { value: '3000' }), warning: 'Idle timeout (3000) is above Maximum lifetime (2000).' };
    await form.open(elementForm({ sections: [{ id: 'main', label: 'Connection', folded: false, fields: mainFields }, { ...pool, fields: [idle] }] }));
    await form.expect(() => form.part('warning-count-pool').innerText()).toBe('1 warning');
    await form.part('toggle-pool').click();
    await form.expect(() => form.part('warning-count-pool').count()).toBe(0);
  });

  test('the text of a field that is asked for is selected, so that typing replaces it', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'focus', key: 'host' });
    await form.page.keyboard.type('db2');
    await form.expect(() => form.input('host').inputValue()).toBe('db2');
  });

  test('a field that is asked for before the first state is focused when it arrives', async () => {
    await form.openEmpty();
    await form.post({ kind: 'focus', key: pool.fields[1]!.key });
    await form.show(elementForm());
    await form.page.keyboard.type('7');
    await form.expect(() => form.input('pool.max').inputValue()).toBe('7');
  });
});
