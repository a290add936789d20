import { describe, expect, test } from 'vitest';
import { useForm } from './fixture';
import { elementForm } from './samples';

const URL = 'postgresql://app:Tr0ub4dor@db.internal/orders';

const form = useForm();

/** Pastes as a person does; true when the field took the text itself. */
async function paste(key: string, text: string): Promise<boolean> {
  return form.input(key).evaluate((input, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    return input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  }, text);
}

describe('a connection string', () => {
  test('that is pasted goes to the host at once, and is never in the page', async () => {
    await form.open(elementForm());
    expect(await paste('database', URL)).toBe(false);
    await form.expect(() => form.sent()).toEqual([{ kind: 'fillIn', key: 'database', text: URL }]);
    await form.expect(() => form.everything()).not.toContain('Tr0ub4dor');
  });

  test('is the only thing whose paste the form takes over', async () => {
    await form.open(elementForm());
    for (const [key, text] of [['host', 'db.internal'], ['host', '::1'], ['database', 'orders@2026']] as const) expect(await paste(key, text)).toBe(true);
    expect(await form.sent()).toEqual([]);
  });

  test('that is typed is held back, which is said, until the field is left', async () => {
    await form.open(elementForm());
    await form.input('host').click();
    await form.page.keyboard.press('Control+a');
    await form.page.keyboard.type(URL);
    await form.expect(() => form.part('warning-host').innerText()).toContain('split into the fields when you leave this one');
    // What is typed into another field afterwards is sent after a pause, as this would have been.
    expect((await form.sent()).filter((message) => JSON.stringify(message).includes('://'))).toEqual([]);
    await form.input('database').click();
    await form.expect(async () => (await form.sent()).at(-1)).toEqual({ kind: 'fillIn', key: 'host', text: URL });
    await form.expect(() => form.everything()).not.toContain('Tr0ub4dor');
    await form.expect(() => form.part('warning-host').count()).toBe(0);
  });

  test('that is typed is split before the save', async () => {
    await form.open(elementForm());
    await form.input('host').click();
    await form.page.keyboard.press('Control+a');
    await form.page.keyboard.type(URL);
    await form.page.keyboard.press('Control+s');
    await form.expect(async () => (await form.sent()).slice(-2)).toEqual([{ kind: 'fillIn', key: 'host', text: URL }, { kind: 'save' }]);
  });
});
