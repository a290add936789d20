import { describe, expect, test } from 'vitest';
import type { FormLook } from '../../src/protocol/messages';
import { useForm } from './fixture';
import { elementForm, failed, fingerprint, passedTest, running, untrusted } from './samples';

const form = useForm();

describe('a test', () => {
  test('shows its stages as they come, and can be cancelled with the same button', async () => {
    await form.open(elementForm(), { height: 400 });
    await form.part('test').focus();
    await form.page.keyboard.press('Enter');
    await form.post({ kind: 'test', test: running });
    await form.expect(() => form.part('stage-reach').getAttribute('data-status')).toBe('running');
    await form.expect(() => form.part('stage-query').getAttribute('data-status')).toBe('pending');
    await form.expect(() => form.part('test-progress').innerText()).toBe('Testing: Port');
    await form.expect(() => form.part('test-panel').evaluate((panel) => panel.getBoundingClientRect().top < innerHeight)).toBe(true);
    await form.page.keyboard.press('Enter');
    await form.expect(() => form.sent()).toEqual([{ kind: 'test' }, { kind: 'cancelTest' }]);
  });

  test('is read out stage by stage, and not as beginning anew between two of them', async () => {
    await form.open(elementForm());
    const between = running.stages.map((stage) => (stage.id === 'reach' ? { ...stage, status: 'pending' as const } : stage));
    await form.post({ kind: 'test', test: { ...running, stages: between } });
    await form.expect(() => form.part('test-progress').innerText()).toBe('Testing: Host name');
  });

  test('is gone on to, with its last result in view, when a new element is saved for the first time', async () => {
    await form.openEmpty({ height: 500 });
    await form.show(elementForm());
    await form.post({ kind: 'test', test: passedTest });
    await form.post({ kind: 'goOn' });
    await form.expect(() => form.focused()).toBe('test');
    await form.expect(() => form.part('test-panel').evaluate((panel) => panel.getBoundingClientRect().top < innerHeight)).toBe(true);
  });

  test('is gone on to in a form that looks as the unsaved one did', async () => {
    await form.open(elementForm(), { height: 500 });
    await form.part('toggle-advanced').click();
    await form.part('toggle-pool').click();
    await form.page.evaluate(() => { scrollTo({ top: 150 }); });
    const look = async () => (await form.page.evaluate(() => window.sent)).filter((message): message is { kind: 'look'; look: FormLook } => message.kind === 'look').at(-1)?.look;
    await form.expect(look).toEqual({ unfolded: { advanced: true, pool: true }, scrollTop: 150 });
    const known = await look();
    await form.page.close();
    await form.openEmpty({ height: 500 });
    await form.page.evaluate(() => { sessionStorage.clear(); });
    await form.show(elementForm());
    await form.post({ kind: 'goOn', look: known! });
    await form.expect(() => form.part('toggle-pool').getAttribute('aria-expanded')).toBe('true');
    await form.expect(() => form.part('toggle-advanced').getAttribute('aria-expanded')).toBe('true');
    await form.expect(() => form.page.evaluate(() => scrollY)).toBe(150);
    await form.expect(() => form.focused()).toBe('test');
  });

  test('that fails says why, what to check and what can be done', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'test', test: failed });
    await form.expect(() => form.page.getByRole('alert').innerText()).toBe('Nothing listens on db.internal:5433.');
    await form.expect(() => form.part('remedy').count()).toBe(3);
    const session = await form.page.context().newCDPSession(form.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const read = nodes.filter(({ role }) => role?.value === 'StaticText').map(({ name }) => String(name?.value)).join('');
    expect(read).toContain('TLS, Sign-in, Database, Query, Server');
    await form.part('action-1').click();
    await form.part('copy-report').click();
    await form.part('show-log').click();
    await form.part('test-again').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'runAction', id: 1 }, { kind: 'copyReport' }, { kind: 'showReport' }, { kind: 'test' }]);
  });

  test.each([320, 640])('shows a certificate whose fingerprint is compared pair by pair (%i pixels)', async (width) => {
    await form.open(elementForm(), { width });
    await form.post({ kind: 'test', test: untrusted });
    const shown = form.part('certificate').getByRole('definition').last();
    await form.expect(() => shown.innerText()).toBe(fingerprint);
    const lines = await shown.evaluate((element) => {
      const tops = [...element.childNodes].filter((node) => node.textContent !== '').map((node) => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return new Set([...range.getClientRects()].map(({ top }) => top));
      });
      return { mostOfOnePair: Math.max(...tops.map(({ size }) => size)), all: new Set(tops.flatMap((set) => [...set])).size };
    });
    expect(lines).toEqual({ mostOfOnePair: 1, all: expect.toSatisfy((all: number) => all > 1) });
  });

  test('that fails shows the code of the driver and the certificate that the server has', async () => {
    await form.open(elementForm());
    const certificate = [{ label: 'Issued to', value: 'db.internal' }];
    await form.post({ kind: 'test', test: { ...failed, failure: { ...failed.failure, driverCode: '28P01', certificate } } });
    await form.expect(() => form.part('driver-code').innerText()).toBe('28P01');
    await form.expect(() => form.part('certificate').innerText()).toMatch(/Issued to\s+db\.internal/);
    await form.post({ kind: 'test', test: { ...failed, failure: { code: 'unknown', message: 'It failed.', remedies: [], actions: [] } } });
    await form.expect(() => Promise.all([form.part('driver-code').count(), form.part('certificate').count()])).toEqual([0, 0]);
  });

  test('that was cancelled is no failure', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'test', test: { ...failed, failure: { code: 'cancelled', message: 'The test was cancelled.', remedies: [], actions: [] } } });
    await form.expect(() => form.part('failure').getAttribute('class')).toBe('result cancelled');
    await form.expect(() => form.part('failure-message').getAttribute('role')).toBe('status');
    await form.expect(() => form.page.getByRole('alert').count()).toBe(0);
  });

  test('that passed says what answered, and that the form was edited since', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'test', test: passedTest });
    await form.expect(() => form.part('success').innerText()).toContain('PostgreSQL 16.4');
    await form.expect(() => form.part('outdated').count()).toBe(0);
    await form.expect(() => form.part('test-progress').innerText()).toBe(passedTest.summary);
    await form.post({ kind: 'test', test: { ...passedTest, outdated: true } });
    await form.expect(() => form.part('test-progress').innerText()).toBe('');
    await form.expect(() => form.part('outdated').innerText()).toBe('Edited since this test');
  });

  test('that passed leaves no room for facts that there are not', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'test', test: { ...passedTest, facts: [] } });
    const box = form.part('success');
    await form.expect(() => box.evaluate((element) => Math.round(element.getBoundingClientRect().bottom - element.firstElementChild!.getBoundingClientRect().bottom))).toBe(13);
  });

  test('that passed says what the account may do too much of, with statements to copy', async () => {
    await form.open(elementForm());
    const findings = [{ code: 'superuser', message: 'The account is a superuser: no other limit holds for it.' }];
    await form.post({ kind: 'test', test: { ...passedTest, privileges: { findings, unknown: ['What its roles add is not known.'], statements: 'CREATE ROLE "orders_app";' } } });
    await form.expect(() => form.part('privilege').allInnerTexts()).toEqual([findings[0]?.message]);
    await form.expect(() => form.part('privileges').innerText()).toContain('What its roles add is not known.');
    await form.page.getByText('Statements for an account').click();
    await form.expect(() => form.part('privilege-statements').innerText()).toBe('CREATE ROLE "orders_app";');
    await form.post({ kind: 'test', test: passedTest });
    await form.expect(() => form.part('privileges').count()).toBe(0);
  });

  test.each(['action-0', 'test-again'])('that is begun from the result of another leaves the focus where it can be cancelled: %s', async (pressed) => {
    await form.open(elementForm());
    await form.post({ kind: 'test', test: failed });
    await form.part(pressed).focus();
    await form.page.keyboard.press('Enter');
    await form.post({ kind: 'test', test: running });
    await form.expect(() => form.focused()).toBe('cancel');
    await form.post({ kind: 'test', test: passedTest });
    await form.expect(() => form.focused()).toBe('test');
  });

  test('is what the focus goes on to when all is saved', async () => {
    await form.open(elementForm({ unsaved: true }));
    await form.part('save').focus();
    await form.page.keyboard.press('Enter');
    await form.show(elementForm());
    await form.expect(() => form.focused()).toBe('test');
  });

  test('is not offered in Restricted Mode, and the form says so', async () => {
    await form.open(elementForm({ trusted: false }));
    await form.expect(() => form.part('test').locator('button').isDisabled()).toBe(true);
    await form.expect(() => form.part('untrusted').innerText()).toContain('trust this workspace');
    await form.post({ kind: 'test', test: failed });
    await form.expect(() => form.part('test-again').isDisabled()).toBe(true);
  });
});
