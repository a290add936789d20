import type { FormField } from '../../src/protocol/form-state';
import type { VariableDraft } from '../variable-draft';
import type { FormView } from '../view';

/** A panel as its parts draw it. */
export interface PanelView {
  readonly view: FormView;
  readonly field: FormField;
  readonly draft: VariableDraft;
}
