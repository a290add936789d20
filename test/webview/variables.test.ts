import { describe, expect, test } from 'vitest';
import { useForm } from './fixture';
import { bound, boundHost, elementForm, field, knownVariables, literalHost, mainFieldsBound, missingPassword, variable, variables } from './samples';

const form = useForm();

describe('the toggle', () => {
  test('tells what the field is and what a click does', async () => {
    await form.open(elementForm({}, [field('host', 'Host', { value: 'db' }), field('port', 'Port', { state: bound(variables.port) }), missingPassword]));
    const literal = form.page.getByRole('button', { name: 'Host is a literal. Use an environment variable', pressed: false });
    await form.expect(() => literal.getAttribute('title')).toBe('Host is a literal. Use an environment variable');
    await form.expect(() => form.page.getByRole('button', { name: 'Port comes from ORDERS_DB_PORT. Use a literal value', pressed: true }).count()).toBe(1);
    await form.expect(() => form.page.getByRole('button', { name: 'Password is a secret. Use an environment variable', pressed: false }).count()).toBe(1);
    await form.part('bind-port').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'useLiteral', key: 'port' }]);
  });

  test('leads to the field that it makes a literal', async () => {
    await form.open(boundHost());
    await form.part('bind-host').focus();
    await form.page.keyboard.press('Space');
    await form.expect(() => form.sent()).toEqual([{ kind: 'useLiteral', key: 'host' }]);
    await form.show(literalHost());
    await form.expect(() => form.focused()).toBe('field-host');
    await form.page.keyboard.press('End');
    await form.page.keyboard.type('2');
    await form.expect(() => form.inputIn('field-host').inputValue()).toBe('db.internal2');
  });

  test('stands at the end of the label, beside nothing else', async () => {
    await form.open(elementForm(knownVariables, mainFieldsBound), { width: 320 });
    await form.part('toggle-advanced').click();
    await form.drawn();
    for (const key of ['host', 'tls.mode', 'tls.ca', 'options.readOnly']) {
      const toggle = (await form.part(`bind-${key}`).boundingBox())!;
      const box = (await form.part(`field-${key}`).boundingBox())!;
      expect(toggle.x + toggle.width).toBeCloseTo(box.x + box.width, 0);
      const uncovered = await form.part(`bind-${key}`).evaluate((button) => {
        button.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = button.getBoundingClientRect();
        return button.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      });
      expect(uncovered).toBe(true);
    }
  });
});

describe('a bound field', () => {
  test('shows its value and is edited with its key kept', async () => {
    await form.open(boundHost());
    await form.expect(() => form.part('value-host').innerText()).toBe('db.internal from workspace settings');
    await form.part('edit-variable-host').click();
    await form.expect(() => form.focused()).toBe('variable-name-host');
    await form.expect(() => form.part('variable-existing-host').count()).toBe(0);
    await form.expect(() => form.part('variable-key-host').innerText()).toBe('ORDERS_DB_HOST');
    await form.inputIn('variable-value-host').fill('db2');
    await form.inputIn('variable-value-host').press('Enter');
    await form.expect(async () => (await form.sent())[0]).toMatchObject({ kind: 'bindVariable', variable: { key: 'ORDERS_DB_HOST', required: true }, value: 'db2' });
    await form.expect(() => form.focused()).toBe('edit-variable-host');
  });

  test('without a value says so and leads to it', async () => {
    const unset = boundHost(variable('DB_HOST', 'DB_HOST', { source: 'not set' }, { required: true }));
    await form.open(unset);
    await form.expect(() => form.part('value-host').innerText()).toBe('not set, required');
    await form.part('set-value-host').click();
    await form.expect(() => form.focused()).toBe('variable-value-host');
    await form.page.keyboard.press('Escape');
    await form.expect(() => form.focused()).toBe('edit-variable-host');
    await form.post({ kind: 'focus', key: 'host' });
    await form.expect(() => form.focused()).toBe('variable-value-host');
  });

  test('that is to be edited leads to its value, where a literal would have its own', async () => {
    await form.open(boundHost());
    await form.post({ kind: 'focus', key: 'host' });
    await form.expect(() => form.focused()).toBe('variable-value-host');
    await form.expect(() => form.inputIn('variable-value-host').getAttribute('placeholder')).toBe('db.internal');
  });

  test('that has a secret where everybody sees it is not to get another value', async () => {
    await form.open(boundHost(variables.password));
    await form.post({ kind: 'focus', key: 'host' });
    await form.expect(() => form.focused()).toBe('edit-variable-host');
    await form.expect(() => form.part('panel-host').count()).toBe(0);
  });

  test('closes its panel when it is bound no longer, and keeps it through other states', async () => {
    await form.open(boundHost());
    await form.part('edit-variable-host').click();
    await form.inputIn('variable-name-host').fill('Server');
    await form.show(boundHost({ ...variables.host, value: { display: 'db3', source: 'default' } }));
    await form.expect(() => form.inputIn('variable-name-host').inputValue()).toBe('Server');
    await form.expect(() => form.inputIn('variable-value-host').getAttribute('placeholder')).toBe('db3');
    await form.show(literalHost());
    await form.expect(() => form.part('panel-host').count()).toBe(0);
    await form.expect(() => form.focused()).toBe('bind-host');
  });
});

test('the environment is a button that says whether it is protected', async () => {
  await form.open(elementForm());
  await form.page.getByRole('button', { name: 'Environment development. Switch environment' }).click();
  await form.show(elementForm({ environment: 'production', environmentProtected: true }));
  await form.page.getByRole('button', { name: 'Environment production, protected. Switch environment' }).press('Enter');
  await form.expect(() => form.part('environment').innerText()).toBe('production');
  await form.expect(() => form.sent()).toEqual([{ kind: 'chooseEnvironment' }, { kind: 'chooseEnvironment' }]);
});
