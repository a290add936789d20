import { describe, expect, test } from 'vitest';
import { useForm } from './fixture';
import { elementForm, poolCheck, poolCheckRunning, poolRuns } from './samples';
import { themes, type ThemeName } from './themes';

const form = useForm();

describe('the pool check', () => {
  test('shows its plan first, and starts with what is typed', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'poolCheck', poolCheck });
    await form.expect(() => form.part('pool-check').isVisible()).toBe(false);
    await form.post({ kind: 'showPoolCheck' });
    await form.expect(() => form.part('pool-sentence').innerText()).toContain('at most 10 connections');
    await form.part('plan-clients').fill('8');
    // A sample that comes while somebody types leaves the typed number alone.
    await form.post({ kind: 'poolCheck', poolCheck });
    await form.part('check-pool').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'checkPool', plan: { clients: 8, holdMs: 20, durationMs: 5000, instances: 1 } }]);
  });

  test('is asked for before the form has loaded, and opens then', async () => {
    await form.openEmpty();
    await form.post({ kind: 'showPoolCheck' });
    await form.show(elementForm());
    await form.post({ kind: 'poolCheck', poolCheck });
    await form.expect(() => form.part('pool-check').isVisible()).toBe(true);
  });

  test('draws the samples as they come, tells the same as a table, and can be cancelled', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'poolCheck', poolCheck: poolCheckRunning });
    await form.post({ kind: 'showPoolCheck' });
    await form.expect(() => form.page.locator('[data-testid=pool-chart] polyline').count()).toBe(5);
    await form.expect(() => form.part('pool-progress').evaluate((bar: HTMLProgressElement) => bar.value / bar.max)).toBe(0.45);
    await form.page.getByText('Numbers', { exact: true }).click();
    await form.expect(() => form.page.locator('[data-testid=pool-numbers] tbody tr').count()).toBe(9);
    await form.part('cancel-pool-check').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'cancelPoolCheck' }]);
  });

  test('ends with a verdict, the value that mends it, and the last runs side by side', async () => {
    await form.open(elementForm());
    await form.post({ kind: 'poolCheck', poolCheck: { ...poolCheck, runs: poolRuns.toReversed() } });
    await form.post({ kind: 'showPoolCheck' });
    await form.expect(() => form.part('pool-verdict').innerText()).toContain('raise pool.max from 10 towards 20');
    await form.expect(() => form.page.locator('[data-testid=pool-runs] thead th').allInnerTexts()).toEqual(expect.arrayContaining(['14:05:40, max 10', '14:07:12, max 20']));
    await form.part('pool-suggestion').click();
    await form.expect(() => form.sent()).toEqual([{ kind: 'setValue', key: 'pool.max', value: '20' }]);
    await form.post({ kind: 'poolCheck', poolCheck: { ...poolCheck, runs: poolRuns } });
    await form.expect(() => form.part('pool-suggestion').count()).toBe(0);
  });

  test('is not offered in Restricted Mode', async () => {
    await form.open(elementForm({ trusted: false }));
    await form.post({ kind: 'poolCheck', poolCheck });
    await form.post({ kind: 'showPoolCheck' });
    await form.expect(() => form.part('check-pool').locator('button').isDisabled()).toBe(true);
  });

  test.each(Object.keys(themes) as ThemeName[])('has lines that are told apart by more than their colour, in %s', async (theme) => {
    await form.open(elementForm(), { theme, width: 320 });
    await form.post({ kind: 'poolCheck', poolCheck: { ...poolCheck, runs: poolRuns } });
    await form.post({ kind: 'showPoolCheck' });
    const styles = () => form.page.locator('[data-testid=pool-chart] figure:nth-child(2) polyline').evaluateAll((lines) => lines.map((line) => `${getComputedStyle(line).stroke} ${getComputedStyle(line).strokeDasharray}`));
    await form.expect(async () => new Set((await styles()).map((style) => style.split(') ')[1])).size).toBe(3);
    await form.expect(async () => (await styles()).some((style) => style.startsWith('none'))).toBe(false);
    await form.expect(() => form.scrollWidth()).toBeLessThanOrEqual(320);
  });
});
