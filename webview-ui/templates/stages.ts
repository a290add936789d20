import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { StageView } from '../../src/protocol/form-state';
import { icon } from './icon';

type Reported = StageView & { readonly status: Exclude<StageView['status'], 'pending'> };

const MARKS: Readonly<Record<Reported['status'], TemplateResult>> = {
  running: icon('loading', 'codicon-modifier-spin'),
  passed: icon('check'),
  failed: icon('close'),
  skipped: icon('dash'),
};

/** The stages in order: a line for each that reported, the others together on the last line. */
export function stagesTemplate(stages: readonly StageView[]): TemplateResult {
  const pending = stages.filter((stage) => stage.status === 'pending');
  return html`
    <ol class="stages" aria-label="Stages">
      ${stages.filter(hasReported).map(stageTemplate)}
      ${pending.length === 0
        ? nothing
        : html`<li class="pending">
            <span class="hidden">Not reached: </span>
            ${pending.map((stage) => html`<span data-testid="stage-${stage.id}" data-status="pending">${stage.label}</span>`)}
          </li>`}
    </ol>
  `;
}

function hasReported(stage: StageView): stage is Reported {
  return stage.status !== 'pending';
}

function stageTemplate(stage: Reported): TemplateResult {
  return html`<li class="stage ${stage.status}" data-testid="stage-${stage.id}" data-status=${stage.status}>
    ${MARKS[stage.status]}<span class="hidden">${stage.status}: </span>
    <span class="stage-label">${stage.label}</span>
    <span class="milliseconds">${stage.milliseconds === undefined || stage.status === 'running' ? '' : `${stage.milliseconds} ms`}</span>
    <span class="detail">${stage.detail ?? ''}</span>
  </li>`;
}
