import type { FormLook } from '../src/protocol/messages';
import type { Host } from './host';

type Memory = Pick<Host<never, never>, 'recall' | 'remember'>;

/** What outlives a reload of the view: how it is folded and scrolled, nothing that was typed. */
export class ViewMemory {
  readonly #host: Memory;
  readonly #changed: (look: FormLook) => void;
  #unfolded: Readonly<Record<string, boolean>> = {};
  #scrollTop = 0;

  /** `changed` hears of what the user folds and scrolls. */
  constructor(host: Memory, changed: (look: FormLook) => void = () => undefined) {
    this.#host = host;
    this.#changed = changed;
    const state = host.recall();
    if (typeof state !== 'object' || state === null) return;
    if ('scrollTop' in state && typeof state.scrollTop === 'number') this.#scrollTop = state.scrollTop;
    if ('unfolded' in state && typeof state.unfolded === 'object' && state.unfolded !== null) {
      this.#unfolded = Object.fromEntries(Object.entries(state.unfolded).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'));
    }
  }

  get scrollTop(): number {
    return this.#scrollTop;
  }

  /** Undefined until the user folded or unfolded the section. */
  isUnfolded(section: string): boolean | undefined {
    return this.#unfolded[section];
  }

  setUnfolded(section: string, unfolded: boolean): void {
    this.#unfolded = { ...this.#unfolded, [section]: unfolded };
    this.#write();
  }

  setScrollTop(scrollTop: number): void {
    if (scrollTop === this.#scrollTop) return;
    this.#scrollTop = scrollTop;
    this.#write();
  }

  /** Takes over how another view looked. */
  take({ unfolded, scrollTop }: FormLook): void {
    this.#unfolded = unfolded;
    this.#scrollTop = scrollTop;
    this.#write();
  }

  #write(): void {
    const look = { unfolded: this.#unfolded, scrollTop: this.#scrollTop };
    this.#host.remember(look);
    this.#changed(look);
  }
}
