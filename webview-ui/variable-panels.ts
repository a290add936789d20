import type { ElementForm, FormField } from '../src/protocol/form-state';
import type { FormMessage } from '../src/protocol/messages';
import type { Drafts } from './drafts';
import { focusControl, focusPanel, focusPanelOpener } from './focus';
import { TITLE_KEY } from '../src/protocol/text-keys';
import { bindMessage, boundVariable, draftProblems, existingVariable, newVariable, rename, typeKey, type VariableDraft } from './variable-draft';

/** One thing that was changed in a panel; name, key and the choice of a variable change more than themselves. */
export type PanelChange = Partial<Pick<VariableDraft, 'name' | 'key' | 'existing' | 'defaultValue' | 'description' | 'required' | 'value' | 'revealed'>>;

/** What the panels need of the form around them. */
interface Surroundings {
  readonly root: HTMLElement;
  form(): ElementForm | undefined;
  readonly drafts: Pick<Drafts, 'shown'>;
  draw(): void;
  send(message: FormMessage): void;
}

/** The environment variable panels that stand open, by field. */
export class VariablePanels {
  readonly #drafts = new Map<string, VariableDraft>();
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get(key: string): VariableDraft | undefined {
    return this.#drafts.get(key);
  }

  /** Opens the panel of a field, the caret in the variable's name or in its value. */
  open(field: FormField, caret: 'name' | 'value' = 'name'): void {
    const form = this.#around.form();
    if (!form) return;
    this.#drafts.set(field.key, field.state.kind === 'variable' ? boundVariable(field, field.state.variable) : this.#fresh(form, field));
    this.#around.draw();
    focusPanel(this.#around.root, field.key, caret);
  }

  /** Closes without an effect; the focus goes back to where the panel was opened from. */
  close(field: FormField): void {
    this.#discard(field.key);
    focusPanelOpener(this.#around.root, field.key);
  }

  change(field: FormField, change: PanelChange): void {
    const form = this.#around.form();
    const draft = this.#drafts.get(field.key);
    if (form && draft) this.#drafts.set(field.key, this.#changed(form, field, draft, change));
    this.#around.draw();
  }

  /** Sends what the panel amounts to and goes back to the field; does nothing while it cannot be used. */
  apply(field: FormField): void {
    const form = this.#around.form();
    const draft = this.#drafts.get(field.key);
    if (!form || !draft || Object.keys(draftProblems(form, draft)).length > 0) return;
    const message = bindMessage(field.key, draft, this.#takeSecret(field.key));
    this.#around.send(message);
    this.#discard(field.key);
    focusControl(this.#around.root, field.key);
  }

  /** A parameter becomes a literal again, or a secret of its own. */
  useLiteral({ key }: FormField): void {
    this.#around.send({ kind: 'useLiteral', key });
    this.#discard(key);
    focusControl(this.#around.root, key);
  }

  /** A state arrived: a panel has no purpose when its field or its variable is gone. */
  settle(form: ElementForm): void {
    const fields = form.sections.flatMap((section) => section.fields);
    for (const [key, draft] of this.#drafts) {
      const state = fields.find((field) => field.key === key)?.state;
      const bound = state?.kind === 'variable' ? state.variable.key : undefined;
      const known = draft.existing === '' || form.variables.some((variable) => variable.key === draft.existing);
      if (!state || bound !== draft.bound || !known) this.#drafts.delete(key);
    }
  }

  #changed(form: ElementForm, field: FormField, draft: VariableDraft, change: PanelChange): VariableDraft {
    if (change.existing !== undefined) {
      const chosen = form.variables.find((variable) => variable.key === change.existing);
      return chosen ? existingVariable(field, chosen) : this.#fresh(form, field);
    }
    if (change.name !== undefined) return rename(form, draft, change.name);
    if (change.key !== undefined) return typeKey(draft, change.key);
    return { ...draft, ...change };
  }

  #fresh(form: ElementForm, field: FormField): VariableDraft {
    const { key, state } = field;
    const literal = state.kind === 'literal' ? this.#around.drafts.shown(key, state.value) || state.fallback : undefined;
    return newVariable(form, field, this.#around.drafts.shown(TITLE_KEY, form.title.value), literal ?? '');
  }

  #discard(key: string): void {
    this.#takeSecret(key);
    this.#drafts.delete(key);
    this.#around.draw();
  }

  /** Empties the input of a secret, whatever becomes of its text. */
  #takeSecret(key: string): string {
    const input = this.#around.root.querySelector<HTMLInputElement>(`input[data-panel-secret="${CSS.escape(key)}"]`);
    const secret = input?.value ?? '';
    if (input) input.value = '';
    return secret;
  }
}
