const CONTROL = 'vscode-text-field, vscode-dropdown, vscode-checkbox, input, vscode-button:not([disabled]), button:not(.bind)';

/** What takes the focus for a field: its control, or what is read out where there is nothing to operate. */
function targetIn(field: HTMLElement | null): HTMLElement | null {
  return field?.querySelector<HTMLElement>(CONTROL) ?? field?.querySelector<HTMLElement>('[tabindex]') ?? null;
}

function fieldElement(root: HTMLElement, key: string): HTMLElement | null {
  return root.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);
}

/** The key of the field that has the focus. */
export function focusedField(root: HTMLElement): string | undefined {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return undefined;
  return active.closest<HTMLElement>('[data-field]')?.dataset['field'];
}

/** Puts the caret into a field; returns whether the field is there. */
export function focusField(root: HTMLElement, key: string): boolean {
  const field = fieldElement(root, key);
  const target = targetIn(field);
  if (!field || !target) return false;
  target.focus({ preventScroll: true });
  target.shadowRoot?.querySelector('input')?.select();
  field.scrollIntoView({ block: 'center' });
  return true;
}

/** Has the focus go along with what was moved to a place of a list, so that the same key moves it on, and back from the end. */
export function focusMove(root: HTMLElement, place: number, direction: 'arrow-up' | 'arrow-down'): void {
  const button = (symbol: string) => root.querySelector<HTMLButtonElement>(`[data-testid="${symbol}-${place}"]:not(:disabled)`);
  (button(direction) ?? button(direction === 'arrow-up' ? 'arrow-down' : 'arrow-up'))?.focus();
}

/** Has the focus of the last line of a list, which is about to go, pass to the line before it, or to what adds a line. */
export function focusBeforeLast(root: HTMLElement, place: number): void {
  if (place === 0) focusAdding(root);
  else root.querySelector<HTMLElement>(`[data-testid="remove-${place - 1}"]`)?.focus();
}

/** Puts the focus on what adds a line to a list. */
export function focusAdding(root: HTMLElement): void {
  root.querySelector<HTMLElement>('[data-testid="add-field"]')?.focus();
}

/** Puts the caret into the panel of a field and brings the panel into view. */
export function focusPanel(root: HTMLElement, key: string, caret: 'name' | 'value'): void {
  const panel = root.querySelector<HTMLElement>(`[data-panel="${CSS.escape(key)}"]`);
  const target = panel?.querySelector<HTMLElement>(`.panel-${caret}`)?.querySelector<HTMLElement>(CONTROL);
  target?.focus({ preventScroll: true });
  target?.shadowRoot?.querySelector('input')?.select();
  panel?.scrollIntoView({ block: 'nearest' });
}

/** Puts the focus on the control of a field; the control that takes its place, when the field is bound otherwise, gets it from there. */
export function focusControl(root: HTMLElement, key: string): void {
  targetIn(fieldElement(root, key))?.focus({ preventScroll: true });
}

/** Where the panel of a field was opened from: "Edit" of a field that a variable gives, the toggle of any other. */
export function focusPanelOpener(root: HTMLElement, key: string): void {
  const field = fieldElement(root, key);
  const opener = field?.querySelector<HTMLElement>('.edit-variable') ?? field?.querySelector<HTMLElement>('.bind');
  opener?.focus({ preventScroll: true });
}

/**
 * Renders; when that takes the focused control away, its field keeps the focus with the control that came instead. What is
 * in no field, such as a remedy that was pressed or a Save that is done, leaves it to the control that is marked for that.
 */
export function keepingFocus(root: HTMLElement, draw: () => void): void {
  const key = focusedField(root);
  const before = document.activeElement;
  const inside = root.contains(before);
  const panel = before?.closest<HTMLElement>('[data-panel]')?.dataset['panel'];
  draw();
  if (!inside || !before || (before.isConnected && !before.hasAttribute('disabled'))) return;
  if (key !== undefined) focusControl(root, key);
  else if (panel !== undefined) focusPanelOpener(root, panel);
  else focusHome(root);
}

/** Puts the focus on what comes next when a thing is done. */
export function focusHome(root: HTMLElement): void {
  root.querySelector<HTMLElement>('[data-focus-home]')?.focus({ preventScroll: true });
}
