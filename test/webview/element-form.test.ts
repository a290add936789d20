import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FormState } from '../../src/protocol/form-state';
import { buildForm, launchChromium, openForm, post, sent } from './harness';
import { elementForm, failed, field, mainFields, mainFieldsInDoubt, passedTest, password, pool, running, unreadable } from './samples';
import { themes, type ThemeName } from './themes';

const STORE = 'the OS keychain';
const SECRET = 'Tr0ub4dor&3';
const missing = elementForm({}, [password({ kind: 'missing', store: STORE })]);
const typed = elementForm({ unsaved: true }, [password({ kind: 'typed', store: STORE })]);

let browser: Browser;
let context: BrowserContext;
let bundle: Awaited<ReturnType<typeof buildForm>>;
let page: Page;

beforeAll(async () => {
  [browser, bundle] = await Promise.all([launchChromium(), buildForm()]);
  context = await browser.newContext();
}, 60_000);
afterAll(() => browser.close());
afterEach(async () => {
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await page.close();
});

async function open(form: FormState, options: { theme?: ThemeName; width?: number; height?: number } = {}): Promise<void> {
  page = await openForm(context, bundle, { ...options, theme: themes[options.theme ?? 'dark'] });
  await show(form);
}

const show = (form: FormState): Promise<void> => post(page, { kind: 'state', form });
const input = (key: string): Locator => page.getByTestId(`field-${key}`).locator('input');
const host = (value: string): FormState => elementForm({}, [field('host', 'Host', { value })]);
/** All that the page holds, shadow roots and the texts of inputs included. */
const everything = (): Promise<string> =>
  page.evaluate(() => {
    const read = (node: Node): string => {
      const shadow = node instanceof Element && node.shadowRoot ? read(node.shadowRoot) : '';
      const own = node instanceof Element ? [...node.attributes].map((attribute) => attribute.value).join(' ') : node.nodeValue;
      return [own, node instanceof HTMLInputElement ? node.value : '', shadow, ...[...node.childNodes].map(read)].join(' ');
    };
    return read(document) + JSON.stringify(sessionStorage);
  });

describe('start', () => {
  test('asks the host for its state, and shows it again after a reload with the folding kept', async () => {
    await open(elementForm());
    expect(await page.evaluate(() => window.sent)).toEqual([{ kind: 'ready' }]);
    await page.getByTestId('toggle-advanced').click();
    await page.reload();
    await expect.poll(() => page.evaluate(() => window.sent)).toEqual([{ kind: 'ready' }]);
    await show(elementForm());
    expect(await page.getByTestId('toggle-advanced').getAttribute('aria-expanded')).toBe('true');
    expect(await page.getByTestId('toggle-pool').getAttribute('aria-expanded')).toBe('false');
  });

  test('lists what is wrong with a text that is no element', async () => {
    await open(unreadable);
    expect(await page.getByTestId('problem').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^12:5\s+Expected a comma/)]));
    await page.getByTestId('open-as-text').click();
    expect(await sent(page)).toEqual([{ kind: 'openAsText' }]);
    await show(elementForm());
    expect(await input('host').inputValue()).toBe('db.internal');
  });
});

describe('typing', () => {
  test('is sent after a pause, as one edit', async () => {
    await open(host('db'));
    await input('host').press('End');
    await page.keyboard.type('.internal');
    expect(await sent(page)).toEqual([]);
    await expect.poll(() => sent(page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db.internal' }]);
  });

  test('survives states that were built before the host heard of it', async () => {
    await open(host('db'));
    await input('host').press('End');
    await page.keyboard.type('1');
    await expect.poll(() => sent(page)).toHaveLength(1);
    await page.keyboard.type('23');
    await page.keyboard.press('ArrowLeft');
    await show(host('db'));
    await show(host('db1'));
    expect(await input('host').inputValue()).toBe('db123');
    expect(await input('host').evaluate((element: HTMLInputElement) => element.selectionStart)).toBe(4);
    await expect.poll(() => sent(page)).toHaveLength(2);
    await show(host('db123'));
    expect(await input('host').inputValue()).toBe('db123');
  });

  test('keeps a blank that the host trims until the field is left', async () => {
    await open(elementForm({ title: { value: 'Orders' } }));
    await input('title').press('End');
    await page.keyboard.type(' ');
    await expect.poll(() => sent(page)).toEqual([{ kind: 'setTitle', value: 'Orders ' }]);
    await show(elementForm({ title: { value: 'Orders' } }));
    expect(await input('title').inputValue()).toBe('Orders ');
    await page.keyboard.press('Tab');
    expect(await input('title').inputValue()).toBe('Orders');
  });

  test('gives way to an undo of the document', async () => {
    await open(host('db'));
    await input('host').fill('db2');
    await expect.poll(() => sent(page)).toHaveLength(1);
    await show(host('db2'));
    await show(host('db'));
    expect(await input('host').inputValue()).toBe('db');
  });

  test.each(['Control+s', 'Meta+s'])('is sent before %s saves', async (keys) => {
    await open(host('db'));
    await input('host').fill('db2');
    await page.keyboard.press(keys);
    expect(await sent(page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });

  test('makes the form unsaved at once, and Save sends it first', async () => {
    await open(host('db'));
    expect(await page.getByTestId('save').locator('button').isDisabled()).toBe(true);
    await input('host').fill('db2');
    await page.getByTestId('save').click();
    expect(await sent(page)).toEqual([{ kind: 'setValue', key: 'host', value: 'db2' }, { kind: 'save' }]);
  });
});

describe('controls', () => {
  test('a choice shows what it means, its default, and a value that is none of the choices', async () => {
    await open(elementForm());
    const mode = page.getByTestId('field-tls.mode').locator('vscode-dropdown');
    expect(await mode.locator('[part=selected-value]').innerText()).toBe('Default (Prefer)');
    await mode.focus();
    await page.keyboard.press('End');
    expect(await sent(page)).toEqual([{ kind: 'setValue', key: 'tls.mode', value: 'verify-full' }]);
    await expect.poll(() => page.getByTestId('field-tls.mode').innerText()).toContain('a trusted certificate that names this host');

    const [main, tls] = elementForm().sections;
    const [first, ...rest] = tls!.fields;
    await show(elementForm({ sections: [main!, { ...tls!, fields: [{ ...first!, state: { kind: 'literal', value: 'strict' } }, ...rest] }] }));
    await expect.poll(() => mode.locator('[part=selected-value]').innerText()).toBe('strict');
  });

  test('a checkbox sends what it was switched to, and nothing when the host switches it', async () => {
    const readOnly = (value: string): FormState => elementForm({}, [field('options.readOnly', 'Read-only', { value, control: { kind: 'boolean' } })]);
    await open(readOnly('true'));
    await show(readOnly('false'));
    expect(await sent(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Read-only' }).press('Space');
    expect(await sent(page)).toEqual([{ kind: 'setValue', key: 'options.readOnly', value: 'true' }]);
  });

  test('a path can be chosen; a fallback is the placeholder', async () => {
    await open(elementForm());
    await page.getByRole('button', { name: 'Choose ca certificate' }).click();
    expect(await sent(page)).toEqual([{ kind: 'choosePath', key: 'tls.ca' }]);
    expect(await input('port').getAttribute('placeholder')).toBe('5432');
    expect(await input('port').getAttribute('inputmode')).toBe('numeric');
  });

  test('a variable shows its name, key, value and source', async () => {
    await open(elementForm());
    expect(await page.getByTestId('variable-user').innerText()).toMatch(/Orders DB user\s+ORDERS_DB_USER/);
    expect(await page.getByTestId('value-user').innerText()).toMatch(/orders_app\s+from workspace settings/);
  });

  test('an error stands beside its field and is part of what is read out', async () => {
    await open(elementForm({}, mainFieldsInDoubt));
    expect(await page.getByTestId('error-port').innerText()).toBe('A whole number from 1 to 65535.');
    expect(await input('port').getAttribute('aria-invalid')).toBe('true');
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const port = nodes.find((node) => node.role?.value === 'textbox' && node.name?.value === 'Port');
    expect(port?.description?.value).toBe('A whole number from 1 to 65535.');
    await show(elementForm());
    expect(await input('port').getAttribute('aria-invalid')).toBe('false');
    expect(await input('port').getAttribute('aria-description')).toBeNull();
  });

  test('a folded section counts its errors and opens for a field that is asked for', async () => {
    await open(elementForm());
    expect(await page.getByTestId('error-count-pool').innerText()).toBe('1 error');
    expect(await input('pool.min').isVisible()).toBe(false);
    await post(page, { kind: 'focus', key: 'pool.min' });
    expect(await input('pool.min').evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
    expect(await page.getByTestId('error-count-pool').count()).toBe(0);
  });

  test('a field that is asked for before the first state is focused when it arrives', async () => {
    page = await openForm(context, bundle, { theme: themes.dark });
    await post(page, { kind: 'focus', key: pool.fields[1]!.key });
    await show(elementForm());
    await page.keyboard.type('7');
    expect(await input('pool.max').inputValue()).toBe('7');
  });
});

describe('a secret', () => {
  test.each([
    ['Enter', () => page.keyboard.press('Enter')],
    ['leaving the entry', () => page.getByTestId('field-title').click()],
    ['saving from the keyboard', () => page.keyboard.press('Control+s')],
    ['testing', () => page.getByTestId('test').click()],
  ])('is sent by %s, and then is nowhere in the page', async (_, act) => {
    await open(missing);
    await input('password').click();
    await page.keyboard.type(SECRET);
    await act();
    expect((await sent(page))[0]).toEqual({ kind: 'setSecret', key: 'password', secret: SECRET });
    expect(await everything()).not.toContain(SECRET);
    await show(typed);
    expect(await page.getByTestId('secret-password').innerText()).toContain('will be stored in the OS keychain when you save');
    await page.keyboard.press('Control+z');
    expect(await everything()).not.toContain(SECRET);
    expect((await sent(page)).filter((message) => message.kind === 'setSecret')).toHaveLength(1);
  });

  test('can be looked at while it is typed, without being sent', async () => {
    await open(missing);
    await input('password').fill(SECRET);
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await input('password').getAttribute('type')).toBe('text');
    expect(await input('password').inputValue()).toBe(SECRET);
    await page.keyboard.press('Control+z');
    expect(await sent(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await everything()).not.toContain(SECRET);
    expect(await sent(page)).toEqual([]);
  });

  test('that is stored can be replaced, forgotten, or left alone', async () => {
    await open(elementForm());
    await page.getByTestId('replace-password').click();
    await page.keyboard.type(SECRET);
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('secret-password').innerText()).toContain('stored in the OS keychain');
    await page.keyboard.press('Enter');
    await page.keyboard.type(SECRET);
    await page.keyboard.press('Enter');
    await page.getByTestId('forget-password').click();
    expect(await sent(page)).toEqual([
      { kind: 'setSecret', key: 'password', secret: SECRET },
      { kind: 'forgetSecret', key: 'password' },
    ]);
  });

  test('can be declared unneeded, even with text in its input', async () => {
    await open(missing);
    await input('password').fill(SECRET);
    await page.getByTestId('no-secret-password').click();
    expect(await sent(page)).toEqual([{ kind: 'useNoSecret', key: 'password' }]);
    await show(elementForm({}, [password({ kind: 'none' })]));
    expect(await page.getByTestId('secret-password').innerText()).toContain('connects without a password');
  });

  test('whose store does not answer says why and asks for nothing', async () => {
    await open(elementForm({}, [password({ kind: 'unavailable', store: STORE, reason: 'The keychain is locked.' })]));
    expect(await page.getByTestId('unavailable-password').innerText()).toBe('The keychain is locked.');
    expect(await page.locator('input[data-secret]').count()).toBe(0);
  });
});

describe('a test', () => {
  test('shows its stages as they come, and can be cancelled with the same button', async () => {
    await open(elementForm());
    await page.getByTestId('test').focus();
    await page.keyboard.press('Enter');
    await post(page, { kind: 'test', test: running });
    expect(await page.getByTestId('stage-reach').getAttribute('data-status')).toBe('running');
    expect(await page.getByTestId('stage-query').getAttribute('data-status')).toBe('pending');
    expect(await page.getByTestId('test-progress').innerText()).toBe('Testing: Port');
    expect(await page.getByTestId('test-panel').evaluate((panel) => panel.getBoundingClientRect().top < innerHeight)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await sent(page)).toEqual([{ kind: 'test' }, { kind: 'cancelTest' }]);
  });

  test('that fails says why, what to check and what can be done', async () => {
    await open(elementForm());
    await post(page, { kind: 'test', test: failed });
    expect(await page.getByRole('alert').innerText()).toBe('Nothing listens on db.internal:5433.');
    expect(await page.getByTestId('remedy').count()).toBe(3);
    await page.getByTestId('action-1').click();
    await page.getByTestId('copy-report').click();
    await page.getByTestId('show-log').click();
    await page.getByTestId('test-again').click();
    expect(await sent(page)).toEqual([{ kind: 'runAction', id: 1 }, { kind: 'copyReport' }, { kind: 'showReport' }, { kind: 'test' }]);
  });

  test('that passed says what answered, and that the form was edited since', async () => {
    await open(elementForm());
    await post(page, { kind: 'test', test: passedTest });
    expect(await page.getByTestId('success').innerText()).toContain('PostgreSQL 16.4');
    expect(await page.getByTestId('outdated').count()).toBe(0);
    await post(page, { kind: 'test', test: { ...passedTest, outdated: true } });
    expect(await page.getByTestId('outdated').innerText()).toBe('Edited since this test');
  });

  test('is not offered in Restricted Mode, and the form says so', async () => {
    await open(elementForm({ trusted: false }));
    expect(await page.getByTestId('test').locator('button').isDisabled()).toBe(true);
    expect(await page.getByTestId('untrusted').innerText()).toContain('trust this workspace');
  });
});

test('everything is reached with Tab, in the order of the page', async () => {
  await open(elementForm({ unsaved: true }));
  const order: string[] = [];
  await input('title').focus();
  for (let step = 0; step < 20; step++) {
    const name = await page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? document.activeElement?.getAttribute('data-testid') ?? '');
    if (name !== order.at(-1)) order.push(name);
    await page.keyboard.press('Tab');
  }
  const fields = mainFields.filter((each) => each.state.kind !== 'variable').map((each) => each.key);
  const tls = ['toggle-tls', 'tls.mode', 'tls.ca', 'tls.cert', 'tls.key'];
  expect(order).toEqual(['@title', '@description', ...fields, ...tls, 'toggle-pool', 'toggle-advanced', 'save', 'test', 'open-as-text']);
});

test.each(Object.keys(themes) as ThemeName[])('nothing scrolls sideways at 260 pixels (%s)', async (theme) => {
  await open(elementForm({ unsaved: true, trusted: false, problems: ['No environment defines ORDERS_DB_USER_OF_THE_REPORTING_SERVICE.'] }, mainFieldsInDoubt), { theme, width: 260, height: 600 });
  await page.getByTestId('toggle-pool').click();
  await page.getByTestId('toggle-advanced').click();
  for (const view of [running, failed, passedTest]) {
    await post(page, { kind: 'test', test: view });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(260);
  }
});
