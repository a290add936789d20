import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FormField } from '../../src/protocol/form-state';
import type { draftProblems, VariableDraft } from '../variable-draft';
import type { FormView } from '../view';
import { icon } from './icon';

/** A panel as its parts draw it. */
export interface PanelView {
  readonly view: FormView;
  readonly field: FormField;
  readonly draft: VariableDraft;
  readonly problems: ReturnType<typeof draftProblems>;
}

/** What is wrong with a line of a panel, below it. */
export function lineProblemTemplate(testId: string, problem: string | undefined): TemplateResult | typeof nothing {
  return problem === undefined ? nothing : html`<p class="message error" role="status" data-testid=${testId}>${icon('error')}<span>${problem}</span></p>`;
}
