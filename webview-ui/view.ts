import type { ElementForm, FormSection, TestView } from '../src/protocol/form-state';
import type { PoolCheckView } from '../src/protocol/pool-check';
import type { FormMessage } from '../src/protocol/messages';
import type { Drafts } from './drafts';
import type { VariablePanels } from './variable-panels';

/** How a secret is being entered. The text itself is in the input element and nowhere else. */
export interface SecretEntry {
  /** Asked for by "Replace" or "Set password"; a missing secret shows its input anyway. */
  readonly open: boolean;
  readonly revealed: boolean;
  readonly hasText: boolean;
  /** Each text that was sent gets a fresh input, so that undo cannot bring it back. */
  readonly generation: number;
}

/** What a line of text needs of the form that it stands in. */
export interface TextView {
  readonly drafts: Pick<Drafts, 'shown' | 'type' | 'choose' | 'leave' | 'paste' | 'isHeld'>;
}

/** What a template draws from. */
export interface FormView extends TextView {
  readonly form: ElementForm;
  readonly test: TestView;
  /** Undefined until the host has told of it, and for a type without a pool. */
  readonly poolCheck: PoolCheckView | undefined;
  readonly unsaved: boolean;
  readonly actions: FormActions;
  readonly panels: VariablePanels;
  isUnfolded(section: FormSection): boolean;
  secretEntry(key: string): SecretEntry;
}

/** What a template can ask for. */
export interface FormActions {
  toggleSection(section: FormSection): void;
  enterSecret(key: string, change: Partial<SecretEntry>): void;
  /** Sends the text of the input and empties it. */
  storeSecret(key: string, input: HTMLInputElement): void;
  /** Sends a message after everything that was typed before it. */
  send(message: FormMessage): void;
}
