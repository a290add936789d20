import { expect } from 'vitest';
import type { FrameLocator, Locator } from 'playwright-core';
import { until } from '../../servers/until';
import type { Workbench } from './workbench';

/** What a person does in the form of a database element that is in front. */
export class ElementForm {
  readonly #workbench: Workbench;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
  }

  get frame(): FrameLocator {
    return this.#workbench.formFrame();
  }

  part(id: string): Locator {
    return this.frame.getByTestId(id);
  }

  field(key: string): Locator {
    return this.part(`field-${key}`).locator('input').first();
  }

  /** Waits until the form in front is that of the element with this title. */
  async shows(title: string): Promise<void> {
    await until(`the form of ${title}`, async () => (await this.field('title').inputValue({ timeout: 5000 })) === title);
  }

  /** Replaces the text of a field and leaves it. */
  async fill(key: string, text: string): Promise<void> {
    await this.field(key).fill(text);
    await this.field(key).blur();
  }

  async choose(key: string, label: string): Promise<void> {
    await this.part(`field-${key}`).locator('vscode-dropdown').click();
    await this.part(`field-${key}`).locator('vscode-option').filter({ hasText: new RegExp(`^${label}$`) }).click();
  }

  /** Types a password into the form, which takes it away as soon as it is entered. */
  async enterPassword(password: string): Promise<void> {
    const input = this.part('secret-input-password');
    await input.or(this.part('replace-password')).first().waitFor();
    if (!(await input.isVisible())) await this.part('replace-password').click();
    await input.fill(password);
    await input.press('Enter');
    await this.part('secret-password').filter({ hasText: 'when you save' }).waitFor();
  }

  async save(): Promise<void> {
    await this.part('save').click();
    await until('the form to be saved', async () => (await this.part('unsaved').innerText()) === '');
  }

  /** Presses Test Connection and waits for what comes of it. */
  async test(): Promise<void> {
    await this.part('test').click();
    await this.finished();
  }

  /** Waits until the test that runs, or is about to, has a result for what stands in the form now. */
  async finished(): Promise<void> {
    await until('the test to finish', async () => {
      const result = await this.part('test-panel').getAttribute('data-result', { timeout: 5000 });
      return (result === 'passed' || result === 'failed') && !(await this.part('outdated').isVisible());
    });
  }

  async expectPassed(summary: RegExp): Promise<void> {
    await until(`the test to pass: ${String(summary)}`, async () => {
      const text = await this.frame.locator('body').innerText();
      // The failure of the test before goes away meanwhile, so nothing may wait for it.
      const [failure] = await this.part('failure-message').allInnerTexts();
      if (failure !== undefined) throw new Error(failure);
      return summary.test(text);
    });
    expect(await this.part('summary').innerText()).toMatch(summary);
  }

  async expectFailure(code: string, sentence: RegExp): Promise<void> {
    await until(`the failure ${code}`, async () => (await this.part('failure').getAttribute('data-code', { timeout: 5000 })) === code);
    expect(await this.part('failure-message').innerText()).toMatch(sentence);
  }

  /** Presses the button that a failure offers. */
  async action(label: RegExp): Promise<void> {
    await this.part('failure').locator('vscode-button').filter({ hasText: label }).click();
  }

  async status(stage: string): Promise<string | null> {
    return this.part(`stage-${stage}`).getAttribute('data-status');
  }
}
