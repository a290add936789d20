// Takes pictures of the form into output/: node test/webview/preview.mjs [name...]. Needs Node 24 (npm scripts have it).
/* global document, window -- of the page in which they are evaluated */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildForm, launchChromium, openForm, post } from './harness.ts';
import { elementForm, failed, mainFieldsBound, mainFieldsInDoubt, passedTest, password, privileges, poolCheck, poolCheckRunning, poolRuns, running, unreadable, untrusted, variables } from './samples.ts';
import { themes } from './themes.ts';

const output = fileURLToPath(new URL('output/', import.meta.url));
const state = (form) => ({ kind: 'state', form });
const test = (view) => ({ kind: 'test', test: view });
const secret = (kind) => state(elementForm({ unsaved: kind.kind === 'typed' }, [password(kind)]));
const store = 'the OS keychain';
/** What a person does between two messages. */
const click = (testId) => ({ click: testId });
const known = { variables: Object.values(variables) };

const scenes = {
  stored: [state(elementForm())],
  doubt: [state(elementForm({ unsaved: true, environment: 'production', environmentProtected: true, problems: ['No environment defines ORDERS_DB_USER.'] }, mainFieldsInDoubt))],
  running: [state(elementForm()), test(running)],
  failed: [state(elementForm({ unsaved: true })), test(failed)],
  certificate: [state(elementForm()), test(untrusted)],
  passed: [state(elementForm()), test(passedTest)],
  outdated: [state(elementForm({ unsaved: true })), test({ ...passedTest, outdated: true })],
  unfolded: [state(elementForm()), { kind: 'focus', key: 'options.readOnly' }, { kind: 'focus', key: 'pool.min' }],
  'pool-idle': [state(elementForm()), { kind: 'poolCheck', poolCheck }, { kind: 'showPoolCheck' }],
  'pool-running': [state(elementForm()), { kind: 'poolCheck', poolCheck: poolCheckRunning }, { kind: 'showPoolCheck' }],
  'pool-done': [state(elementForm()), { kind: 'poolCheck', poolCheck: { ...poolCheck, runs: poolRuns } }, { kind: 'showPoolCheck' }],
  privileges: [state(elementForm()), test({ ...passedTest, privileges })],
  untrusted: [state(elementForm({ trusted: false }))],
  bound: [state(elementForm({ ...known, environment: 'production', environmentProtected: true }, mainFieldsBound))],
  'panel-new': [state(elementForm()), click('bind-host')],
  'panel-problem': [state(elementForm({ ...known, environment: 'production', environmentProtected: true })), click('bind-port'), { fill: 'variable-key-port', text: '2 ports' }],
  'panel-edit': [state(elementForm(known, mainFieldsBound)), click('edit-variable-port')],
  'panel-secret': [state(elementForm(known)), click('bind-password')],
  unreadable: [state(unreadable)],
  'secret-typed': [secret({ kind: 'typed', store })],
  'secret-none': [secret({ kind: 'none' })],
  'secret-unavailable': [secret({ kind: 'unavailable', store, reason: 'The keychain is locked.' })],
};
const sizes = { wide: 900, narrow: 320 };

mkdirSync(output, { recursive: true });
const wanted = process.argv.slice(2);
const bundle = await buildForm('element-form');
const browser = await launchChromium();
const context = await browser.newContext();
for (const [sceneName, messages] of Object.entries(scenes)) {
  for (const [themeName, theme] of Object.entries(themes)) {
    for (const [sizeName, width] of Object.entries(sizes)) {
      const name = `${sceneName}-${themeName}-${sizeName}`;
      if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
      const page = await openForm(context, bundle, { theme, width, height: 700 });
      for (const step of messages) {
        if ('click' in step) await page.getByTestId(step.click).click();
        else if ('fill' in step) await page.getByTestId(step.fill).locator('input').fill(step.text);
        else await post(page, step);
      }
      // Asked before the picture: Playwright itself adds a style element to take it.
      const violations = await page.evaluate(() => window.violations);
      // The whole form in one picture, without an action bar that sticks in the middle of it.
      await page.setViewportSize({ width, height: Math.max(500, await page.evaluate(() => document.documentElement.scrollHeight)) });
      await page.screenshot({ path: `${output}${name}.png` });
      if (violations.length > 0) console.log(name, violations);
      await page.close();
    }
  }
}
await browser.close();
