import { html, type TemplateResult } from 'lit/html.js';
import type { FieldControl, FormField } from '../../src/protocol/form-state';
import { secretInputTemplate } from './secret-input';
import { lineTemplate } from './text';
import { lineProblemTemplate, type PanelView } from './panel-view';

/** The value in the environment in use; what is left empty stays as it is. */
export function panelValueTemplate(panel: PanelView): TemplateResult {
  const { view, field, draft, problems } = panel;
  const label = 'Variable value in current application';
  const hint = [`For ${view.form.environment}: goes to ${draft.secret ? 'the keychain of this machine' : 'the workspace settings'}.`, field.help, formOf(field.control)].filter((text) => text !== undefined).join(' ');
  const problem = problems.value;
  const typed = (value: string): void => { view.panels.change(field, { value }); };
  return html`<div class="panel-value">
    ${draft.secret
      ? secretValueTemplate(panel, label)
      : lineTemplate({ label, text: draft.value, testId: `variable-value-${field.key}`, placeholder: presentValue(panel), describe: problem ?? hint, error: problem, typed })}
    ${lineProblemTemplate(`variable-value-error-${field.key}`, problem)}
    <p class="help">${hint}</p>
  </div>`;
}

/** A text is kept in the panel's draft; that of a secret only in the native input, which is emptied when it is sent. */
function secretValueTemplate(panel: PanelView, label: string): TemplateResult {
  const { view, field, draft } = panel;
  const { key } = field;
  return html`
    <label class="label" for="panel-secret-${key}">${label}</label>
    <div class="box entry" data-testid="variable-value-${key}">
      ${secretInputTemplate({
        id: `panel-secret-${key}`,
        name: 'value',
        generation: draft.existing,
        revealed: draft.revealed,
        placeholder: presentValue(panel),
        revealTestId: `variable-reveal-${key}`,
        panelOf: key,
        reveal: () => { view.panels.change(field, { revealed: !draft.revealed }); },
      })}
    </div>
  `;
}

const DEFAULT_USE = 'Used where no value is set. It is committed with the file.';

export function panelDefaultTemplate({ view, field, draft, problems: { defaultValue: problem } }: PanelView): TemplateResult {
  const testId = `variable-default-${field.key}`;
  if (draft.secret) {
    return html`<div>
      <div class="label">Default value</div>
      <p class="help" data-testid=${testId}>A secret has none: it would stand in the repository.</p>
    </div>`;
  }
  const typed = (defaultValue: string): void => { view.panels.change(field, { defaultValue }); };
  return html`<div>
    ${lineTemplate({ label: 'Default value', text: draft.defaultValue, testId, typed, describe: problem ?? DEFAULT_USE, error: problem })}
    ${lineProblemTemplate(`variable-default-error-${field.key}`, problem)}
    <p class="help">${DEFAULT_USE}</p>
  </div>`;
}

/** What the variable has now, where it is one already. */
function presentValue({ view, field, draft }: PanelView): string {
  const key = draft.bound ?? draft.existing;
  const bound = field.state.kind === 'variable' ? field.state.variable : undefined;
  const variable = bound?.key === key ? bound : view.form.variables.find((each) => each.key === key);
  return variable?.value.display ?? 'not set';
}

/** The value of a variable is text: which text the parameter takes. */
function formOf(control: FormField['control']): string | undefined {
  switch (control.kind) {
    case 'integer':
      return `A whole number from ${control.min} to ${control.max}${control.unit === undefined ? '' : ` (${control.unit})`}.`;
    case 'boolean':
      return 'true or false.';
    case 'choice':
      return `One of ${choicesOf(control)}.`;
    case 'text':
    case 'path':
    case 'secret':
      return undefined;
  }
}

function choicesOf({ choices }: Extract<FieldControl, { kind: 'choice' }>): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(choices.map((choice) => choice.value));
}
