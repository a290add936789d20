import type { FieldKey, ModelForm, ModelFormMessage } from '../src/protocol/model-form';
import type { TextView } from './view';

/** What the templates of a model draw from. */
export interface ModelView extends TextView {
  readonly form: ModelForm;
  readonly unsaved: boolean;
  /** The field whose controls are shown; the others are a line each. */
  readonly openField: number | undefined;
  readonly actions: ModelActions;
}

/** What a template of a model can ask for. */
export interface ModelActions {
  toggleField(index: number): void;
  /** Opens a new field at the end, the caret in its name. */
  addField(): void;
  removeField(index: number): void;
  moveField(from: number, to: number): void;
  /** Sends a message after everything that was typed before it. */
  send(message: ModelFormMessage): void;
}

/** The name of a control of a field, under which its text is drafted. */
export function controlKey(index: number, key: FieldKey): string {
  return `fields.${index}.${key}`;
}
