import { Dropdown } from '@vscode/webview-ui-toolkit';
import { noChange } from 'lit/html.js';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class DropdownValue extends Directive {
  #wanted = '';

  /** Only types the directive's argument; update() does the work. */
  declare render: (value: string) => typeof noChange;

  override update({ element }: ElementPart, [value]: [string]): typeof noChange {
    this.#wanted = value;
    this.#apply(element);
    // Options that are drawn together with the value are known to the dropdown only after its slot has changed.
    window.setTimeout(() => { this.#apply(element); });
    return noChange;
  }

  #apply(element: Element): void {
    // While the list is open the user is choosing.
    if (element instanceof Dropdown && !element.open && element.value !== this.#wanted) element.value = this.#wanted;
  }
}

/** The toolkit takes Escape for a choice: what was chosen before the list opened has to be back when it sees the key. */
export function keepingValueOnEscape(value: string): { readonly capture: true; handleEvent(event: KeyboardEvent): void } {
  return {
    capture: true,
    handleEvent: (event) => {
      if (event.key === 'Escape' && event.currentTarget instanceof Dropdown && event.currentTarget.open) event.currentTarget.value = value;
    },
  };
}

/** Selects an option of a vscode-dropdown by its value. */
export const dropdownValue = directive(DropdownValue);
