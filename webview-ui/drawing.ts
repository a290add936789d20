import { render, type TemplateResult } from 'lit/html.js';
import { keepingFocus } from './focus';

/**
 * Draws a form into its page, one drawing after the other: a field that a drawing takes away is left by it, and asks for
 * another one in the midst of the first, which the page could not take.
 */
export class Drawing {
  readonly #root: HTMLElement;
  readonly #template: () => TemplateResult;
  #busy = false;
  #again = false;

  /** `template` gives what there is to draw now. */
  constructor(root: HTMLElement, template: () => TemplateResult) {
    this.#root = root;
    this.#template = template;
  }

  draw(): void {
    this.#again = true;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#again) {
        this.#again = false;
        const template = this.#template();
        keepingFocus(this.#root, () => render(template, this.#root));
      }
    } finally {
      this.#busy = false;
    }
  }
}
