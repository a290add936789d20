import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { FormState } from '../../src/protocol/form-state';
import type { FormMessage, HostMessage } from '../../src/protocol/messages';
import { buildForm, drawn, everything, launchChromium, openForm, post, sent } from './harness';
import { themes, type ThemeName } from './themes';

interface Options {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
}

/** A form per test. */
class FormFixture {
  page!: Page;
  browser!: Browser;
  #context!: BrowserContext;
  #bundle!: Awaited<ReturnType<typeof buildForm>>;

  async start(): Promise<void> {
    [this.browser, this.#bundle] = await Promise.all([launchChromium(), buildForm()]);
    this.#context = await this.browser.newContext();
  }

  /** Before the host has said anything. */
  async openEmpty(options: Options = {}): Promise<void> {
    this.page = await openForm(this.#context, this.#bundle, { ...options, theme: themes[options.theme ?? 'dark'] });
  }

  async open(form: FormState, options?: Options): Promise<void> {
    await this.openEmpty(options);
    await this.show(form);
  }

  show(form: FormState): Promise<void> {
    return this.post({ kind: 'state', form });
  }

  post(message: HostMessage): Promise<void> {
    return post(this.page, message);
  }

  drawn(): Promise<void> {
    return drawn(this.page);
  }

  /** Expects what `read` gives of a page that shows all that was done before; waits for what takes longer. */
  expect<T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> {
    return expect.poll(async () => {
      await drawn(this.page);
      return read();
    });
  }

  /** What the form posted, without the `ready` of its start. */
  sent(): Promise<readonly FormMessage[]> {
    return sent(this.page);
  }

  /** All that the page holds, shadow roots and the texts of inputs included. */
  everything(): Promise<string> {
    return everything(this.page);
  }

  input(key: string): Locator {
    return this.page.getByTestId(`field-${key}`).locator('input');
  }
}

/** Starts Chromium for a file of tests; whatever a test does, the page's policy must have had nothing to refuse. */
export function useForm(): FormFixture {
  const form = new FormFixture();
  beforeAll(() => form.start(), 60_000);
  afterAll(() => form.browser.close());
  afterEach(async () => {
    expect(await form.page.evaluate(() => window.violations)).toEqual([]);
    await form.page.close();
  });
  return form;
}
