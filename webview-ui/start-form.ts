const SCROLL_PAUSE_MS = 150;

/** A form as its page knows it. */
interface PageForm {
  /** Sends text that waits for a pause in typing. */
  flushText(): boolean;
  /** Sends all that is typed; returns whether there was anything. */
  flush(): boolean;
  rememberScroll(): void;
  save(): void;
}

/** The element that a form is drawn in. */
export function formRoot(): HTMLElement {
  const root = document.createElement('div');
  root.className = 'app';
  document.body.append(root);
  new ResizeObserver(() => { keepClearOfBar(root); }).observe(root);
  return root;
}

/** What gets the focus is scrolled to where the bar, which lies over the page at either edge, does not cover it. */
function keepClearOfBar(root: HTMLElement): void {
  const { offsetHeight = 0 } = root.querySelector<HTMLElement>('.bar') ?? {};
  document.documentElement.style.scrollPaddingBlock = `${offsetHeight + 4}px`;
}

/** Gives a form the keys and events of its page. */
export function startForm(form: PageForm): void {
  // VS Code handles save, undo and redo itself, from the same key press: what is typed has to be in the document by then.
  window.addEventListener('keydown', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const key = event.key.toLowerCase();
    if (key === 's' && form.flush()) form.save();
    if (key === 'z' || key === 'y') form.flushText();
  });
  window.addEventListener('pagehide', () => form.flush());

  let scrollTimer: number | undefined;
  window.addEventListener('scroll', () => {
    window.clearTimeout(scrollTimer);
    scrollTimer = window.setTimeout(() => { form.rememberScroll(); }, SCROLL_PAUSE_MS);
  });
}
