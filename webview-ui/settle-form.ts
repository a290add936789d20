import type { ElementForm } from '../src/protocol/form-state';
import type { Drafts } from './drafts';
import { DESCRIPTION_KEY, TITLE_KEY } from '../src/protocol/text-keys';

/** Compares every text of a state that arrived with what is being typed. */
export function settleForm(drafts: Drafts, form: ElementForm, focused: string | undefined): void {
  drafts.settle(TITLE_KEY, form.title.value, focused === TITLE_KEY);
  drafts.settle(DESCRIPTION_KEY, form.description.value, focused === DESCRIPTION_KEY);
  for (const { key, state } of form.sections.flatMap((section) => section.fields)) {
    if (state.kind === 'literal') drafts.settle(key, state.value, focused === key);
  }
}
