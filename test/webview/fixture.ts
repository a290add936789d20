import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { FormState } from '../../src/protocol/form-state';
import type { ModelFormState, ModelHostMessage } from '../../src/protocol/model-form';
import type { HostMessage } from '../../src/protocol/messages';
import { buildForm, drawn, everything, launchChromium, openForm, post, sent, type FormName } from './harness';
import { themes, type ThemeName } from './themes';

interface Options {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
}

/** A form per test; `Form` is what its host shows in it, `Told` what else the host tells it. */
class FormFixture<Form, Told> {
  page!: Page;
  browser!: Browser;
  /** What the form threw. */
  errors: readonly string[] = [];
  #context!: BrowserContext;
  #bundle!: Awaited<ReturnType<typeof buildForm>>;

  constructor(private readonly name: FormName) {}

  async start(): Promise<void> {
    [this.browser, this.#bundle] = await Promise.all([launchChromium(), buildForm(this.name)]);
    this.#context = await this.browser.newContext();
  }

  /** Before the host has said anything. */
  async openEmpty(options: Options = {}): Promise<void> {
    this.page = await openForm(this.#context, this.#bundle, { ...options, theme: themes[options.theme ?? 'dark'] });
    this.errors = [];
    this.page.on('pageerror', (error) => { this.errors = [...this.errors, String(error)]; });
  }

  async open(form: Form, options?: Options): Promise<void> {
    await this.openEmpty(options);
    await this.show(form);
  }

  show(form: Form): Promise<void> {
    return post(this.page, { kind: 'state', form });
  }

  post(message: Told): Promise<void> {
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
  sent(): Promise<readonly { readonly kind: string }[]> {
    return sent(this.page);
  }

  /** All that the page holds, shadow roots and the texts of inputs included. */
  everything(): Promise<string> {
    return everything(this.page);
  }

  /** A part of the form, by its test id. */
  part(id: string): Locator {
    return this.page.getByTestId(id);
  }

  /** The input in a part. */
  inputIn(id: string): Locator {
    return this.part(id).locator('input');
  }

  /** The input of a field. */
  input(key: string): Locator {
    return this.inputIn(`field-${key}`);
  }

  /** The test id of the part that has the focus. */
  focused(): Promise<string | undefined> {
    return this.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-testid]')?.dataset['testid']);
  }

  /** The field that has the focus. */
  focusedField(): Promise<string | undefined> {
    return this.page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field']);
  }

  /** How wide the page is with what its window does not show. */
  scrollWidth(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth);
  }
}

/** Starts Chromium for a file of tests; whatever a test does, the page's policy must have had nothing to refuse, and nothing may have been thrown. */
export function useForm(): FormFixture<FormState, HostMessage> {
  return use(new FormFixture('element-form'));
}

/** The same for the form of a model. */
export function useModelForm(): FormFixture<ModelFormState, ModelHostMessage> {
  return use(new FormFixture('model-form'));
}

function use<Form, Told>(form: FormFixture<Form, Told>): FormFixture<Form, Told> {
  beforeAll(() => form.start(), 60_000);
  afterAll(() => form.browser.close());
  afterEach(async () => {
    expect(await form.page.evaluate(() => window.violations)).toEqual([]);
    expect(form.errors).toEqual([]);
    await form.page.close();
  });
  return form;
}
