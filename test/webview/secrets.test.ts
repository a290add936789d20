import { describe, expect, test } from 'vitest';
import { useForm } from './fixture';
import { elementForm, missingPassword, password } from './samples';

const STORE = 'the OS keychain';
const SECRET = 'Tr0ub4dor&3';
const missing = elementForm({}, [missingPassword]);
const typed = elementForm({ unsaved: true }, [password({ kind: 'typed', store: STORE })]);

const form = useForm();

describe('a secret', () => {
  test.each([
    ['Enter', () => form.page.keyboard.press('Enter')],
    ['leaving the entry', () => form.part('field-title').click()],
    ['saving from the keyboard', () => form.page.keyboard.press('Control+s')],
    ['testing', () => form.part('test').click()],
  ])('is sent by %s, and then is nowhere in the page', async (_, act) => {
    await form.open(missing);
    await form.input('password').click();
    await form.page.keyboard.type(SECRET);
    await form.expect(() => form.everything()).toContain(SECRET);
    await act();
    await form.expect(async () => (await form.sent())[0]).toEqual({ kind: 'setSecret', key: 'password', secret: SECRET });
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.show(typed);
    await form.expect(() => form.part('secret-password').innerText()).toContain('will be stored in the OS keychain when you save');
    await form.page.keyboard.press('Control+z');
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.expect(async () => (await form.sent()).filter((message) => message.kind === 'setSecret')).toHaveLength(1);
  });

  test('says where it will go before it is typed', async () => {
    await form.open(missing);
    await form.expect(() => form.input('password').getAttribute('aria-description')).toBe('Goes to the OS keychain when you save, never into the file.');
    await form.expect(() => form.part('field-password').innerText()).toContain('Goes to the OS keychain when you save');
  });

  test('can be looked at while it is typed, without being sent', async () => {
    await form.open(missing);
    await form.input('password').fill(SECRET);
    await form.page.getByRole('button', { name: 'Show password' }).click();
    await form.expect(() => form.input('password').getAttribute('type')).toBe('text');
    await form.expect(() => form.input('password').inputValue()).toBe(SECRET);
    await form.page.keyboard.press('Control+z');
    await form.expect(() => form.sent()).toEqual([]);
    await form.page.keyboard.press('Escape');
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.expect(() => form.sent()).toEqual([]);
  });

  test('that is stored stands for itself in one line of dots, however narrow the form', async () => {
    await form.open(elementForm(), { width: 290 });
    const lines = await form.page.locator('.dots').evaluate((dots) => {
      const range = document.createRange();
      range.selectNodeContents(dots);
      return new Set([...range.getClientRects()].map(({ top }) => top)).size;
    });
    expect(lines).toBe(1);
  });

  test.each(['the input', 'the eye', 'the button beside it'])('is given up by Escape in %s', async (place) => {
    await form.open(elementForm());
    await form.part('replace-password').click();
    await form.page.keyboard.type(SECRET);
    for (let presses = ['the input', 'the eye', 'the button beside it'].indexOf(place); presses > 0; presses--) await form.page.keyboard.press('Tab');
    await form.page.keyboard.press('Escape');
    await form.expect(() => form.focused()).toBe('replace-password');
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.expect(() => form.sent()).toEqual([]);
  });

  test('that is stored can be replaced, forgotten, or left alone', async () => {
    await form.open(elementForm());
    await form.part('replace-password').click();
    await form.page.keyboard.type(SECRET);
    await form.page.keyboard.press('Escape');
    await form.expect(() => form.part('secret-password').innerText()).toContain('stored in the OS keychain');
    await form.page.keyboard.press('Enter');
    await form.page.keyboard.type(SECRET);
    await form.page.keyboard.press('Enter');
    await form.part('forget-password').click();
    await form.expect(() => form.sent()).toEqual([
      { kind: 'setSecret', key: 'password', secret: SECRET },
      { kind: 'forgetSecret', key: 'password' },
    ]);
  });

  test('that is given up with Cancel is not sent; until then there is something to save', async () => {
    await form.open(elementForm());
    await form.expect(() => form.part('save').locator('button').isDisabled()).toBe(true);
    await form.part('replace-password').click();
    await form.page.keyboard.type(SECRET);
    await form.expect(() => form.part('save').locator('button').isEnabled()).toBe(true);
    await form.part('cancel-secret-password').click();
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.expect(() => form.part('secret-password').innerText()).toContain('stored in the OS keychain');
    await form.expect(() => form.sent()).toEqual([]);
  });

  test('that is stored is entered anew where a failure leads to it', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'focus', key: 'password' });
    await form.page.keyboard.type(SECRET);
    await form.page.keyboard.press('Enter');
    await form.expect(() => form.sent()).toEqual([{ kind: 'setSecret', key: 'password', secret: SECRET }]);
  });

  test('can be declared unneeded, even with text in its input', async () => {
    await form.open(missing);
    await form.input('password').fill(SECRET);
    await form.part('no-secret-password').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'useNoSecret', key: 'password' }]);
    await form.show(elementForm({}, [password({ kind: 'none' })]));
    await form.expect(() => form.part('secret-password').innerText()).toContain('connects without a password');
  });

  test('whose store does not answer says why and asks for nothing', async () => {
    await form.open(elementForm({}, [password({ kind: 'unavailable', store: STORE, reason: 'The keychain is locked.' })]));
    await form.expect(() => form.part('unavailable-password').innerText()).toBe('The keychain is locked.');
    await form.expect(() => form.page.locator('input[data-secret]').count()).toBe(0);
  });
});
