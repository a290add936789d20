const TYPING_PAUSE_MS = 200;
/** What the host has not taken over by then, it has refused or spelt otherwise. */
const ANSWER_MS = 1000;

interface Draft {
  text: string;
  /** The host's value when it was last heard of. */
  base: string;
  /** Sent and not yet seen in a state, oldest first. */
  sent: string[];
  timer: number | undefined;
  /** Not sent before the field is left. */
  held: boolean;
  /** Ends the draft of a field that was left. */
  expiry: number | undefined;
}

/**
 * Text on its way to the host. A state that the host built before it heard of the last keystrokes must not take them away,
 * while a value changed elsewhere (in the text, by undo) must replace what is shown.
 */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();
  readonly #send: (key: string, text: string) => void;
  readonly #draw: () => void;
  readonly #isWhole: (key: string, text: string) => boolean;

  /**
   * `draw` is called when another text is to be shown without a state having arrived; `isWhole` tells a text that means
   * something only as a whole, and is not sent while it is typed.
   */
  constructor(send: (key: string, text: string) => void, draw: () => void, isWhole: (key: string, text: string) => boolean = () => false) {
    this.#send = send;
    this.#draw = draw;
    this.#isWhole = isWhole;
  }

  /** Something was typed that the host has not been told yet. */
  get pending(): boolean {
    return [...this.#drafts.values()].some(waits);
  }

  /** What the field shows. */
  shown(key: string, hostValue: string): string {
    return this.#drafts.get(key)?.text ?? hostValue;
  }

  /** True for a field whose text is not sent before it is left. */
  isHeld(key: string): boolean {
    return this.#drafts.get(key)?.held === true;
  }

  /** Takes a pasted text that means something only as a whole; false for any other, which the field is to take. */
  paste(key: string, text: string): boolean {
    if (!this.#isWhole(key, text)) return false;
    this.#drafts.delete(key);
    this.#send(key, text);
    return true;
  }

  /** Sends after a pause in typing. */
  type(key: string, text: string, hostValue: string): void {
    this.#keep(key, text, hostValue);
    this.#draw();
  }

  /** Sends at once: a choice is complete when it is made. */
  choose(key: string, text: string, hostValue: string): void {
    this.#keep(key, text, hostValue);
    this.leave(key);
  }

  /** Sends everything that waits for a pause. */
  flush(): void {
    for (const [key, draft] of this.#drafts) this.#flush(key, draft);
  }

  /** The field was left: from here on the host's spelling of the value counts. */
  leave(key: string): void {
    this.#awaitAnswer(key);
    this.#draw();
  }

  /** The host's value of a field arrived. */
  settle(key: string, value: string, focused: boolean): void {
    const draft = this.#drafts.get(key);
    if (!draft) return;
    const echo = draft.sent.findLastIndex((sent) => sent.trim() === value.trim());
    if (echo >= 0) {
      draft.sent.splice(0, echo + 1);
      draft.base = value;
    }
    // Keystrokes that wait to be sent win: they are the latest word on the field.
    if (waits(draft)) return;
    const unheard = draft.sent.length > 0 && value === draft.base;
    // A host that trims must not eat the blank that somebody types between two words.
    const settled = draft.sent.length === 0 && value === draft.base && focused;
    if (!unheard && !settled) this.#drafts.delete(key);
  }

  clear(): void {
    for (const draft of this.#drafts.values()) {
      window.clearTimeout(draft.timer);
      window.clearTimeout(draft.expiry);
    }
    this.#drafts.clear();
  }

  #keep(key: string, text: string, hostValue: string): void {
    const draft = this.#drafts.get(key) ?? { text, base: hostValue, sent: [], timer: undefined, held: false, expiry: undefined };
    draft.text = text;
    window.clearTimeout(draft.timer);
    window.clearTimeout(draft.expiry);
    draft.held = this.#isWhole(key, text);
    draft.timer = draft.held ? undefined : window.setTimeout(() => { this.#flush(key, draft); }, TYPING_PAUSE_MS);
    this.#drafts.set(key, draft);
  }

  #awaitAnswer(key: string): void {
    const draft = this.#drafts.get(key);
    if (!draft) return;
    this.#flush(key, draft);
    if (draft.sent.length === 0) {
      this.#drafts.delete(key);
      return;
    }
    window.clearTimeout(draft.expiry);
    draft.expiry = window.setTimeout(() => {
      if (this.#drafts.get(key) !== draft) return;
      this.#drafts.delete(key);
      this.#draw();
    }, ANSWER_MS);
  }

  #flush(key: string, draft: Draft): void {
    if (!waits(draft)) return;
    window.clearTimeout(draft.timer);
    draft.timer = undefined;
    draft.held = false;
    // What the host has already can be typed again: it may stand in the file as a text that should be a number.
    if (draft.text === draft.sent.at(-1)) return;
    draft.sent.push(draft.text);
    this.#send(key, draft.text);
  }
}

function waits({ timer, held }: Draft): boolean {
  return timer !== undefined || held;
}
