import { describe, test } from 'vitest';
import { useForm } from './fixture';
import { bound, boundHost, elementForm, field, knownVariables, literalHost, missingPassword, variables } from './samples';

const SECRET = 'Tr0ub4dor&3';
const form = useForm();

describe('a new variable', () => {
  test('goes from toggle to field with the keyboard alone', async () => {
    await form.open(literalHost());
    await form.part('bind-host').focus();
    await form.page.keyboard.press('Enter');
    await form.expect(() => form.focused()).toBe('variable-name-host');
    await form.expect(() => form.page.getByRole('group', { name: 'Environment variable for Host' }).count()).toBe(1);
    await form.expect(() => form.inputIn('variable-value-host').inputValue()).toBe('db.internal');
    await form.page.keyboard.type('Shop server');
    await form.page.keyboard.press('Enter');
    await form.expect(() => form.part('panel-host').count()).toBe(0);
    const declared = { key: 'SHOP_SERVER', name: 'Shop server', description: '', defaultValue: '', required: false };
    await form.expect(() => form.sent()).toEqual([{ kind: 'bindVariable', key: 'host', variable: declared, value: 'db.internal' }]);
    await form.show(boundHost());
    await form.expect(() => form.focused()).toBe('edit-variable-host');
    await form.expect(() => form.part('variable-host').innerText()).toMatch(/Orders DB host\s+ORDERS_DB_HOST/);
  });

  test.each(['Enter', 'the button'])('that is used by %s leaves the focus at the field, not at what would undo it', async (way) => {
    await form.open(elementForm({}, [missingPassword]));
    await form.part('bind-password').click();
    if (way === 'Enter') await form.page.keyboard.press('Enter');
    else await form.part('variable-apply-password').click();
    await form.expect(() => form.focused()).toBe('secret-input-password');
    await form.show(elementForm(knownVariables, [field('password', 'Password', { state: bound(variables.password) })]));
    await form.expect(() => form.focused()).toBe('edit-variable-password');
  });

  test('has a key that follows its name until it is edited, and again once it is emptied', async () => {
    await form.open(literalHost());
    await form.part('bind-host').click();
    await form.expect(() => Promise.all([form.inputIn('variable-name-host').inputValue(), form.inputIn('variable-key-host').inputValue()])).toEqual(['Orders Host', 'ORDERS_HOST']);
    await form.inputIn('variable-name-host').fill('Server of the shop');
    await form.expect(() => form.inputIn('variable-key-host').inputValue()).toBe('SERVER_OF_THE_SHOP');
    await form.inputIn('variable-key-host').fill('SHOP');
    await form.inputIn('variable-name-host').fill('Server');
    await form.expect(() => form.inputIn('variable-key-host').inputValue()).toBe('SHOP');
    await form.inputIn('variable-key-host').fill('');
    await form.inputIn('variable-name-host').fill('Server 2');
    await form.expect(() => form.inputIn('variable-key-host').inputValue()).toBe('SERVER_2');
  });

  test.each([
    ['2 hosts', /No shell accepts this key/],
    ['PATH', /has a meaning/],
    ['', /needs a key/],
    ['ORDERS_DB_HOST', /exists already/],
  ])('cannot have the key "%s"', async (key, reason) => {
    await form.open(elementForm(knownVariables, [field('host', 'Host', { value: 'db' })]));
    await form.part('bind-host').click();
    await form.inputIn('variable-key-host').fill(key);
    await form.expect(() => form.part('variable-key-error-host').innerText()).toMatch(reason);
    await form.expect(() => form.part('variable-apply-host').locator('button').isDisabled()).toBe(true);
    await form.expect(() => form.part('variable-apply-host').getAttribute('title')).toMatch(reason);
    await form.inputIn('variable-key-host').press('Enter');
    await form.expect(() => form.sent()).toEqual([]);
    await form.inputIn('variable-key-host').fill('SHOP_HOST');
    await form.expect(() => form.part('variable-key-error-host').count()).toBe(0);
    await form.expect(() => form.part('variable-apply-host').locator('button').isEnabled()).toBe(true);
  });

  test.each([
    ['value', '$ORDERS_HOST'],
    ['default', 'db-${ORDERS_HOST}'],
  ])('has no %s that refers to itself', async (part_, text) => {
    await form.open(literalHost());
    await form.part('bind-host').click();
    await form.inputIn(`variable-${part_}-host`).fill(text);
    await form.expect(() => form.part(`variable-${part_}-error-host`).innerText()).toMatch(/ORDERS_HOST refers to itself.*Write the value itself/);
    await form.expect(() => form.inputIn(`variable-${part_}-host`).getAttribute('aria-description')).toMatch(/refers to itself/);
    await form.expect(() => form.part('variable-apply-host').locator('button').isDisabled()).toBe(true);
    await form.inputIn(`variable-${part_}-host`).fill('db.internal');
    await form.expect(() => form.part(`variable-${part_}-error-host`).count()).toBe(0);
    await form.expect(() => form.part('variable-apply-host').locator('button').isEnabled()).toBe(true);
  });

  test('takes what is typed and not sent yet, and all of its declaration', async () => {
    await form.open(literalHost());
    await form.inputIn('field-host').fill('db2');
    await form.part('bind-host').click();
    await form.expect(() => form.inputIn('variable-value-host').inputValue()).toBe('db2');
    await form.inputIn('variable-default-host').fill('localhost');
    await form.inputIn('variable-description-host').fill('Server of the shop');
    await form.page.getByRole('checkbox', { name: 'Required before deployment' }).click();
    await form.inputIn('variable-value-host').fill('');
    await form.part('variable-apply-host').click();
    const declared = { key: 'ORDERS_HOST', name: 'Orders Host', description: 'Server of the shop', defaultValue: 'localhost', required: true };
    await form.expect(async () => (await form.sent()).at(-1)).toEqual({ kind: 'bindVariable', key: 'host', variable: declared });
  });

  test.each(['Escape', 'Cancel', 'the toggle'])('is given up by %s', async (way) => {
    await form.open(literalHost());
    await form.part('bind-host').click();
    if (way === 'Escape') await form.page.keyboard.press('Escape');
    else await form.part(way === 'Cancel' ? 'variable-cancel-host' : 'bind-host').click();
    await form.expect(() => form.part('panel-host').count()).toBe(0);
    await form.expect(() => form.focused()).toBe('bind-host');
    await form.expect(() => form.sent()).toEqual([]);
  });

  test('leaves its neighbours where they are', async () => {
    await form.open(elementForm());
    const before = await form.part('field-port').boundingBox();
    await form.part('bind-host').click();
    await form.expect(() => form.part('field-port').boundingBox()).toEqual(before);
  });
});

test('an existing variable fills the panel, and its key stays', async () => {
  await form.open(elementForm(knownVariables, [field('host', 'Host', { value: 'db' })]));
  await form.part('bind-host').click();
  await form.expect(() => form.focused()).toBe('variable-name-host');
  await form.page.keyboard.press('Shift+Tab');
  await form.expect(() => form.focused()).toBe('variable-existing-host');
  await form.page.keyboard.press('ArrowDown');
  await form.expect(() => form.part('variable-key-host').innerText()).toBe('ORDERS_DB_HOST');
  await form.expect(() => form.inputIn('variable-key-host').count()).toBe(0);
  await form.expect(() => Promise.all([form.inputIn('variable-name-host').inputValue(), form.inputIn('variable-default-host').inputValue()])).toEqual(['Orders DB host', 'localhost']);
  await form.expect(() => Promise.all([form.inputIn('variable-value-host').inputValue(), form.inputIn('variable-value-host').getAttribute('placeholder')])).toEqual(['', 'db.internal']);
  await form.page.keyboard.press('Space');
  await form.page.keyboard.press('Escape');
  await form.expect(() => form.part('panel-host').count()).toBe(1);
  await form.part('variable-apply-host').click();
  const declared = { key: 'ORDERS_DB_HOST', name: 'Orders DB host', description: 'Server of the shop', defaultValue: 'localhost', required: true };
  await form.expect(() => form.sent()).toEqual([{ kind: 'bindVariable', key: 'host', variable: declared }]);
});

describe('a secret variable', () => {
  test.each(['Enter', 'the button'])('is sent by %s, and then is nowhere in the page', async (way) => {
    await form.open(elementForm({}, [missingPassword]));
    await form.part('bind-password').click();
    await form.expect(() => form.part('variable-default-password').innerText()).toMatch(/^A secret has none/);
    await form.inputIn('variable-value-password').click();
    await form.page.keyboard.type(SECRET);
    await form.part('variable-reveal-password').click();
    await form.expect(() => form.inputIn('variable-value-password').inputValue()).toBe(SECRET);
    await form.expect(async () => (await form.everything()).split(SECRET)).toHaveLength(2);
    if (way === 'Enter') await form.page.keyboard.press('Enter');
    else await form.part('variable-apply-password').click();
    const declared = { key: 'ORDERS_PASSWORD', name: 'Orders Password', description: '', defaultValue: '', required: false };
    await form.expect(() => form.sent()).toEqual([{ kind: 'bindSecretVariable', key: 'password', variable: declared, secret: SECRET }]);
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.part('bind-password').click();
    await form.page.keyboard.press('Control+z');
    await form.expect(() => form.everything()).not.toContain(SECRET);
  });

  test('that is given up, left or saved over sends nothing', async () => {
    await form.open(elementForm({}, [missingPassword]));
    await form.part('bind-password').click();
    await form.inputIn('variable-value-password').fill(SECRET);
    await form.page.keyboard.press('Control+s');
    await form.part('test').click();
    await form.inputIn('variable-value-password').press('Escape');
    await form.expect(() => form.everything()).not.toContain(SECRET);
    await form.expect(async () => (await form.sent()).filter((message) => JSON.stringify(message).includes(SECRET))).toEqual([]);
  });

  test('does not take the text of an ordinary one with it', async () => {
    await form.open(elementForm(knownVariables, [field('host', 'Host', { value: 'db' })]));
    await form.part('bind-host').click();
    await form.inputIn('variable-value-host').fill('typed');
    await form.part('variable-existing-host').focus();
    await form.page.keyboard.press('End');
    await form.expect(() => form.inputIn('variable-value-host').getAttribute('type')).toBe('password');
    await form.expect(() => form.inputIn('variable-value-host').inputValue()).toBe('');
    await form.part('variable-apply-host').click();
    await form.expect(async () => (await form.sent())[0]).toMatchObject({ kind: 'bindSecretVariable', variable: { key: 'ORDERS_DB_PASSWORD', defaultValue: '' } });
    await form.expect(async () => (await form.sent())[0]).not.toHaveProperty('secret');
  });
});
