const CONTROL = 'vscode-text-field, vscode-dropdown, vscode-checkbox, input, vscode-button:not([disabled]), button';

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

/** Renders; when that takes the focused control away, its field keeps the focus with the control that came instead. */
export function keepingFocus(root: HTMLElement, draw: () => void): void {
  const key = focusedField(root);
  const before = document.activeElement;
  draw();
  if (key === undefined || before?.isConnected) return;
  targetIn(fieldElement(root, key))?.focus({ preventScroll: true });
}
