import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { TestView } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';
import { failureTemplate, successTemplate } from './result';
import { stagesTemplate } from './stages';

/** The last test or the one that runs. Its live region is there from the start: a region that comes with its text is not read out. */
export function testPanelTemplate(view: FormView): TemplateResult {
  const { test } = view;
  return html`
    <div class="hidden" role="status" aria-live="polite" data-testid="test-progress">${progressOf(test)}</div>
    <div class="test-panel" ?hidden=${test.kind === 'idle'}>${test.kind === 'idle' ? nothing : panelTemplate(view, test)}</div>
  `;
}

function panelTemplate(view: FormView, test: Exclude<TestView, { kind: 'idle' }>): TemplateResult {
  const outdated = test.kind !== 'running' && test.outdated;
  return html`
    <section class="test ${outdated ? 'outdated' : ''}" aria-label="Connection test" data-testid="test-panel" data-result=${test.kind}>
      ${outdated ? html`<p class="outdated-note" data-testid="outdated">${icon('history')}<span>Edited since this test</span></p>` : nothing}
      ${stagesTemplate(test.stages)} ${resultTemplate(view, test)}
    </section>
  `;
}

function resultTemplate(view: FormView, test: Exclude<TestView, { kind: 'idle' }>): TemplateResult | typeof nothing {
  switch (test.kind) {
    case 'running':
      return nothing;
    case 'passed':
      return html`${successTemplate(test)}${footerTemplate(view, test.footer)}`;
    case 'failed':
      return html`${failureTemplate(view, test.failure)}${footerTemplate(view, test.footer)}`;
  }
}

function footerTemplate({ form, actions }: FormView, footer: string): TemplateResult {
  return html`
    <footer>
      <span data-testid="test-footer">${footer}</span>
      <span class="links">
        <button class="link" data-testid="copy-report" @click=${() => { actions.send({ kind: 'copyReport' }); }}>Copy report</button>
        <button class="link" data-testid="show-log" @click=${() => { actions.send({ kind: 'showReport' }); }}>Show log</button>
        <button class="link" data-testid="test-again" ?disabled=${!form.trusted} @click=${() => { actions.send({ kind: 'test' }); }}>Test again</button>
      </span>
    </footer>
  `;
}

/** A failure is not repeated here: its sentence is an alert of its own. */
function progressOf(test: TestView): string {
  switch (test.kind) {
    case 'idle':
    case 'failed':
      return '';
    case 'running':
      // Between two stages none runs: what is read out is not to begin anew each time.
      return `Testing: ${test.stages.findLast((stage) => stage.status !== 'pending')?.label ?? 'starting'}`;
    case 'passed':
      return test.outdated ? '' : test.summary;
  }
}
