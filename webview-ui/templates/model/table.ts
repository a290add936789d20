import { html, type TemplateResult } from 'lit/html.js';
import type { ModelView } from '../../model-view';
import { icon } from '../icon';
import { messageTemplate } from '../message';
import { textTemplate } from '../text';

/** Which table of which database the model is of. */
export function tableTemplate(view: ModelView): TemplateResult {
  const { database, schema, table } = view.form;
  const name = database.title === undefined ? database.fullName : `${database.title}, ${database.typeLabel ?? ''}`;
  return html`
    <section class="section" aria-label="Table" data-testid="section-table">
      <div class="fields">
        <div class="field wide" data-field="database" data-testid="field-database">
          <span class="label" id="label-database" data-required>Database</span>
          <div class="database">
            <div class="box" aria-invalid=${database.error === undefined ? 'false' : 'true'}>
              ${icon('database')}<span data-testid="database-name">${name === '' ? 'None selected' : name}</span>${database.title === undefined ? '' : html`<code class="full-name">${database.fullName}</code>`}
            </div>
            <vscode-button
              appearance="secondary"
              data-testid="select-database"
              aria-describedby="label-database error-database"
              @click=${() => { view.actions.send({ kind: 'selectDatabase' }); }}
              >Select Database…</vscode-button
            >
          </div>
          ${messageTemplate('error', 'database', database.error)}
        </div>
        <div class="field" data-field="schema" data-testid="field-schema">
          ${textTemplate({ view, key: 'schema', label: 'Schema', value: schema.value, placeholder: 'that of the connection', error: schema.error, describe: schema.error })}
          ${messageTemplate('error', 'schema', schema.error)}
        </div>
        <div class="field" data-field="table" data-testid="field-table">
          ${textTemplate({ view, key: 'table', label: 'Table', required: true, value: table.value, error: table.error, describe: table.error })}
          ${messageTemplate('error', 'table', table.error)}
        </div>
      </div>
    </section>
  `;
}
