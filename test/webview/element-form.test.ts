import { describe, expect, test } from 'vitest';
import { useForm } from './fixture';
import { elementForm, failed, mainFields, mainFieldsBound, mainFieldsInDoubt, passedTest, running, unreadable, variables } from './samples';
import { themes, type ThemeName } from './themes';

const form = useForm();

describe('start', () => {
  test('asks the host for its state, and shows it again after a reload with the folding kept', async () => {
    await form.open(elementForm());
    await form.expect(() => form.page.evaluate(() => window.sent)).toEqual([{ kind: 'ready' }]);
    await form.part('toggle-advanced').click();
    await form.page.reload();
    await form.expect(() => form.page.evaluate(() => window.sent)).toEqual([{ kind: 'ready' }]);
    await form.show(elementForm());
    await form.expect(() => form.part('toggle-advanced').getAttribute('aria-expanded')).toBe('true');
    await form.expect(() => form.part('toggle-pool').getAttribute('aria-expanded')).toBe('false');
  });

  test('is at the same place after a reload', async () => {
    await form.open(elementForm(), { height: 400 });
    await form.page.evaluate(() => { window.scrollTo(0, 120); });
    await form.expect(() => form.page.evaluate(() => sessionStorage.getItem('state'))).toContain('"scrollTop":120');
    await form.page.reload();
    await form.show(elementForm());
    await form.expect(() => form.page.evaluate(() => window.scrollY)).toBe(120);
  });

  test('lists what is wrong with a text that is no element', async () => {
    await form.open(unreadable);
    await form.expect(() => form.part('problem').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/^12:5\s+Expected a comma/)]));
    const [place, sentence] = await form.part('problem').first().locator('span').evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().height));
    expect(sentence).toBeLessThan(place! * 2);
    await form.part('problem').first().click();
    await form.part('open-as-text').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'openAsText', place: { line: 12, column: 5 } }, { kind: 'openAsText' }]);
    await form.show(elementForm());
    await form.expect(() => form.input('host').inputValue()).toBe('db.internal');
  });
});

test('everything is reached with Tab, in the order of the page', async () => {
  await form.open(elementForm({ unsaved: true }));
  const order: string[] = [];
  await form.input('title').focus();
  for (let step = 0; step < 40; step++) {
    await form.drawn();
    const name = await form.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? document.activeElement?.getAttribute('data-testid') ?? '');
    if (name !== order.at(-1)) order.push(name);
    await form.page.keyboard.press('Tab');
  }
  const fields = mainFields.map((each) => each.key);
  const tls = ['toggle-tls', 'tls.mode', 'tls.ca', 'tls.cert', 'tls.key'];
  expect(order.slice(0, order.indexOf('open-as-text') + 1)).toEqual(['@title', 'environment', '@description', ...fields, ...tls, 'toggle-pool', 'toggle-advanced', 'save', 'test', 'open-as-text']);
});

test.each([[900, 450], [300, 400]])('what Tab leads to is not behind the action bar (%i by %i pixels)', async (width, height) => {
  await form.open(elementForm({ unsaved: true }), { width, height });
  await form.post({ kind: 'test', test: failed });
  const covered: string[] = [];
  for (const key of ['Tab', 'Shift+Tab']) {
    for (let step = 0; step < 36; step++) {
      await form.page.keyboard.press(key);
      await form.drawn();
      covered.push(...(await form.page.evaluate(() => {
        const focused = document.activeElement;
        const bar = document.querySelector('.bar')!.getBoundingClientRect();
        if (focused === null || focused === document.body || focused.closest('.bar') !== null) return [];
        const { top, bottom } = focused.getBoundingClientRect();
        return bottom > bar.top && top < bar.bottom ? [focused.outerHTML] : [];
      })));
    }
  }
  expect(covered).toEqual([]);
});

test('a button that is not the first choice has the border that its theme gives such buttons', async () => {
  await form.open(elementForm(), { theme: 'light2026' });
  const border = form.part('test').locator('button').evaluate((button) => getComputedStyle(button).borderTopColor);
  expect(await border).toBe('rgb(234, 234, 234)');
});

test.each(Object.keys(themes) as ThemeName[])('nothing scrolls sideways at 260 pixels (%s)', async (theme) => {
  await form.open(elementForm({ unsaved: true, trusted: false, problems: ['No environment defines ORDERS_DB_USER_OF_THE_REPORTING_SERVICE.'] }, mainFieldsInDoubt), { theme, width: 260, height: 600 });
  await form.part('toggle-pool').click();
  await form.part('toggle-advanced').click();
  for (const view of [running, failed, passedTest]) {
    await form.post({ kind: 'test', test: view });
    await form.expect(() => form.scrollWidth()).toBeLessThanOrEqual(260);
  }
  await form.show(elementForm({ environment: 'production-of-the-reporting-service', environmentProtected: true, variables: Object.values(variables) }, mainFieldsBound));
  for (const panel of ['edit-variable-database', 'set-value-user', 'bind-tls.mode']) await form.part(panel).click();
  await form.expect(() => form.scrollWidth()).toBeLessThanOrEqual(260);
});
