import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { PlanField, PlanName, PoolCheckView, PoolRunView } from '../../src/protocol/pool-check';
import type { FormView } from '../view';
import { icon } from './icon';
import { poolChartTemplate } from './pool-chart';
import { poolRunsTemplate } from './pool-runs';

/** The plan, the check that runs or the last one, and the last ones side by side. */
export function poolCheckTemplate(view: FormView, poolCheck: PoolCheckView): TemplateResult {
  const { running, runs } = poolCheck;
  const [last] = runs;
  return html`
    <section class="pool-check" aria-label="Pool check" data-testid="pool-check" data-state=${running === undefined ? 'idle' : 'running'}>
      <h3>Pool Check</h3>
      <p class="pool-sentence" data-testid="pool-sentence">${poolCheck.sentence}</p>
      <div class="plan">${poolCheck.plan.map((field) => planFieldTemplate(field, running !== undefined))} ${startTemplate(view, poolCheck)}</div>
      <div class="hidden" role="status" aria-live="polite">${running === undefined ? (last?.message ?? '') : 'The pool is being checked'}</div>
      ${running === undefined ? nothing : progressTemplate(running)}
      ${running !== undefined ? poolChartTemplate(running.samples, running.durationMs) : last === undefined ? nothing : lastRunTemplate(view, last)}
      ${runs.length === 0 ? nothing : poolRunsTemplate(runs)}
    </section>
  `;
}

/** "pool-too-small" as "Pool too small". */
function inWords(code: string): string {
  return `${code.charAt(0).toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
}

function planFieldTemplate({ name, label, unit, min, max, value }: PlanField, disabled: boolean): TemplateResult {
  return html`<label class="plan-field">
    <span>${label}${unit === undefined ? nothing : html` <span class="unit">${unit}</span>`}</span>
    <input type="number" data-plan=${name} data-testid="plan-${name}" min=${min} max=${max} value=${value} ?disabled=${disabled} title="${min} to ${max}" />
  </label>`;
}

/** One button in both states, so that the focus stays where it is. */
function startTemplate({ form, actions }: FormView, { running }: PoolCheckView): TemplateResult {
  const start = (event: Event): void => {
    if (running === undefined) actions.send({ kind: 'checkPool', plan: typedPlan(event) });
    else actions.send({ kind: 'cancelPoolCheck' });
  };
  return html`<vscode-button appearance="secondary" data-testid=${running === undefined ? 'check-pool' : 'cancel-pool-check'} ?disabled=${!form.trusted && running === undefined} @click=${start}
    >${running === undefined ? 'Check Pool' : html`<vscode-progress-ring slot="start" aria-hidden="true"></vscode-progress-ring>Cancel`}</vscode-button
  >`;
}

/** What stands in the inputs; the host says what is wrong with it. */
function typedPlan(event: Event): Record<PlanName, number> {
  const inputs = event.target instanceof Element ? [...(event.target.closest('.plan')?.querySelectorAll<HTMLInputElement>('input[data-plan]') ?? [])] : [];
  const value = (name: PlanName): number => inputs.find((input) => input.dataset['plan'] === name)?.valueAsNumber || 0;
  return { clients: value('clients'), holdMs: value('holdMs'), durationMs: value('durationMs'), instances: value('instances') };
}

function progressTemplate({ samples, durationMs }: NonNullable<PoolCheckView['running']>): TemplateResult {
  const at = Math.min(samples.at(-1)?.at ?? 0, durationMs);
  return html`<progress data-testid="pool-progress" aria-label="Pool check" max=${durationMs} .value=${at}></progress>`;
}

function lastRunTemplate({ form, actions }: FormView, run: PoolRunView): TemplateResult {
  const { suggestion } = run;
  const field = form.sections.flatMap(({ fields }) => fields).find(({ key }) => key === suggestion?.key);
  // A variable keeps its value elsewhere, and a literal would take its place.
  const settable = field?.state.kind === 'literal' && field.state.value !== String(suggestion?.value) ? suggestion : undefined;
  return html`
    <div class="verdict ${run.ok ? 'success' : 'failure'}" data-testid="pool-verdict" data-code=${run.code}>
      <p class="sentence">${icon(run.ok ? 'pass-filled' : 'warning')}<span>${inWords(run.code)}: ${run.message}</span></p>
      ${settable === undefined
        ? nothing
        : html`<vscode-button
            appearance="secondary"
            data-testid="pool-suggestion"
            @click=${() => { actions.send({ kind: 'setValue', key: settable.key, value: String(settable.value) }); }}
            >${settable.label}</vscode-button
          >`}
    </div>
    ${run.samples.length === 0 ? nothing : poolChartTemplate(run.samples, run.samples.at(-1)?.at ?? 0)}
  `;
}
