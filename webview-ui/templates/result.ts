import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { FailureView, PrivilegesView, TestView } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { icon } from './icon';

/** Why it failed, what to check, and what can be done about it from here; that it was cancelled is nobody's failure. */
export function failureTemplate({ actions }: FormView, failure: FailureView): TemplateResult {
  const cancelled = failure.code === 'cancelled';
  return html`
    <div class="result ${cancelled ? 'cancelled' : 'failure'}" data-testid="failure" data-code=${failure.code}>
      <p class="sentence" role=${cancelled ? 'status' : 'alert'} data-testid="failure-message">${icon(cancelled ? 'circle-slash' : 'error')}<span>${failure.message}</span></p>
      ${failure.actions.length === 0
        ? nothing
        : html`<div class="actions">
            ${failure.actions.map(
              (action, index) => html`<vscode-button
                appearance=${index === 0 ? 'primary' : 'secondary'}
                data-testid="action-${index}"
                @click=${() => { actions.send({ kind: 'runAction', id: action.id }); }}
                >${action.label}</vscode-button
              >`,
            )}
          </div>`}
      ${failure.remedies.length === 0
        ? nothing
        : html`<h3>What to check</h3>
            <ul class="remedies">
              ${failure.remedies.map((remedy) => html`<li data-testid="remedy">${remedy}</li>`)}
            </ul>`}
      ${failure.certificate === undefined
        ? nothing
        : html`<section data-testid="certificate">
            <h3>Certificate of the server</h3>
            <dl class="certificate">${failure.certificate.map(({ label, value }) => html`<dt>${label}</dt><dd>${breakable(value)}</dd>`)}</dl>
          </section>`}
      ${failure.driverCode === undefined ? nothing : html`<p class="driver-code">Code <code data-testid="driver-code">${failure.driverCode}</code></p>`}
    </div>
  `;
}

/** A fingerprint is compared pair by pair, so a line ends between two of them. */
function breakable(text: string): (string | TemplateResult)[] {
  return text.split(/(?<=\b[0-9A-F]{2}:)(?=[0-9A-F]{2}(?::|$))/).map((part, index) => (index === 0 ? part : html`<wbr />${part}`));
}

/** That it works, and what answered. */
export function successTemplate(test: Extract<TestView, { kind: 'passed' }>): TemplateResult {
  return html`
    <div class="result success" data-testid="success">
      <p class="sentence" data-testid="summary">${icon('pass-filled')}<span>${test.summary}</span></p>
      ${test.facts.length === 0 ? nothing : html`<dl class="server">${test.facts.map((fact) => html`<div><dt>${fact.label}</dt><dd>${fact.value}</dd></div>`)}</dl>`}
      ${test.privileges === undefined ? nothing : privilegesTemplate(test.privileges)}
    </div>
  `;
}

function privilegesTemplate({ findings, unknown, statements }: PrivilegesView): TemplateResult {
  return html`
    <section class="privileges" data-testid="privileges">
      <h3>${findings.length === 0 ? 'Not known of the account' : 'More than an application needs'}</h3>
      <ul class="remedies">
        ${findings.map(({ code, message }) => html`<li data-testid="privilege" data-code=${code}>${message}</li>`)}
        ${unknown.map((sentence) => html`<li>${sentence}</li>`)}
      </ul>
      ${statements === ''
        ? nothing
        : html`<details>
            <summary>Statements for an account of this database alone</summary>
            <pre data-testid="privilege-statements">${statements}</pre>
          </details>`}
    </section>
  `;
}
