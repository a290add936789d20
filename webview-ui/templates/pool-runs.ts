import { html, type TemplateResult } from 'lit/html.js';
import type { PoolRunView } from '../../src/protocol/pool-check';

/** The last runs side by side, newest first: what a change of a parameter did. */
export function poolRunsTemplate(runs: readonly PoolRunView[]): TemplateResult {
  const labels = [...new Set(runs.flatMap(({ facts }) => facts.map(({ label }) => label)))];
  const value = (run: PoolRunView, label: string): string => run.facts.find((fact) => fact.label === label)?.value ?? '–';
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label="The last pool checks">
      <table class="runs" data-testid="pool-runs">
        <thead>
          <tr><th scope="col"><span class="hidden">Measured</span></th>${runs.map((run) => html`<th scope="col">${run.title}</th>`)}</tr>
        </thead>
        <tbody>
          <tr><th scope="row">Verdict</th>${runs.map((run) => html`<td>${run.code}</td>`)}</tr>
          ${labels.map((label) => html`<tr><th scope="row">${label}</th>${runs.map((run) => html`<td>${value(run, label)}</td>`)}</tr>`)}
        </tbody>
      </table>
    </div>
  `;
}
