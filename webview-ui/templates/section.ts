import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FormSection } from '../../src/protocol/form-state';
import type { FormView } from '../view';
import { fieldTemplate } from './field';
import { icon } from './icon';
import { poolCheckTemplate } from './pool-check';

/** The main fields stand open; every other section folds away under its heading. */
export function sectionTemplate(view: FormView, section: FormSection): TemplateResult {
  const fields = repeat(section.fields, (field) => field.key, (field) => fieldTemplate(view, field));
  if (section.id === 'main') {
    return html`<section class="section" data-testid="section-main" aria-label=${section.label}><div class="fields">${fields}</div></section>`;
  }
  const open = view.isUnfolded(section);
  return html`
    <section class="section foldable" data-testid="section-${section.id}">
      <h2>
        <button
          class="disclosure"
          data-testid="toggle-${section.id}"
          aria-expanded=${open ? 'true' : 'false'}
          aria-controls="fields-${section.id}"
          @click=${() => { view.actions.toggleSection(section); }}
        >
          ${icon(open ? 'chevron-down' : 'chevron-right')}<span>${section.label}</span>${open ? nothing : countTemplate(section)}
        </button>
      </h2>
      <div id="fields-${section.id}" ?hidden=${!open}>
        <div class="fields">${fields}</div>
        ${section.id === 'pool' && view.poolCheck !== undefined ? poolCheckTemplate(view, view.poolCheck) : nothing}
      </div>
    </section>
  `;
}

/** How many fields of a folded section have something to say; the worst of it. */
function countTemplate({ id, fields }: FormSection): TemplateResult | typeof nothing {
  const kind = fields.some((field) => field.error !== undefined) ? 'error' : 'warning';
  const count = fields.filter((field) => field[kind] !== undefined).length;
  if (count === 0) return nothing;
  return html`<span class="${kind}-count" data-testid="${kind}-count-${id}">${icon(kind)}${count === 1 ? `1 ${kind}` : `${count} ${kind}s`}</span>`;
}
