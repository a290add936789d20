import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { KeyView } from '../../../src/protocol/model-form';
import type { ModelView } from '../../model-view';
import { choiceTemplate } from '../choice';
import { icon } from '../icon';
import { messageTemplate } from '../message';

type List = 'primaryKey' | 'unique' | 'indexes';

/** Keys of several fields, in the order of their fields. */
export function keysTemplate(view: ModelView): TemplateResult {
  const { primaryKey, unique, indexes } = view.form;
  return html`
    <section class="section foldable" data-testid="section-keys">
      <h2 class="heading">Keys of several fields</h2>
      ${primaryKey.length < 2 ? nothing : html`<h3>Primary key</h3>${keyTemplate(view, 'primaryKey', { fields: primaryKey }, 0)}`}
      <h3>Unique together</h3>
      ${listTemplate(view, 'unique', unique)}
      <h3>Indexed together</h3>
      ${listTemplate(view, 'indexes', indexes)}
    </section>
  `;
}

function listTemplate(view: ModelView, list: List, keys: readonly KeyView[]): TemplateResult {
  return html`${keys.map((key, index) => keyTemplate(view, list, key, index))} ${keyTemplate(view, list, { fields: [] }, keys.length)}`;
}

/** A key as a row of its fields; the last row of a list is the one that a further key begins in. */
function keyTemplate(view: ModelView, list: List, { fields, error }: KeyView, index: number): TemplateResult {
  const id = `${list}-${index}`;
  const set = (names: readonly string[]) => { view.actions.send({ kind: 'setKey', list, index, fields: [...names] }); };
  const free = view.form.fields.map(({ name }) => name).filter((name) => name !== '' && !fields.includes(name));
  return html`
    <div class="key" data-testid="key-${id}" data-field="key-${id}">
      ${fields.map((name, place) => html`
        <span class="key-field">
          ${place === 0 ? nothing : keyButton(`Move ${name} before ${fields[place - 1] ?? ''}`, 'chevron-left', () => { set(fields.toSpliced(place, 1).toSpliced(place - 1, 0, name)); })}
          <span>${name}</span>
          ${list === 'primaryKey' ? nothing : keyButton(`Take ${name} out`, 'close', () => { set(fields.filter((other) => other !== name)); })}
        </span>
      `)}
      ${list === 'primaryKey' || free.length === 0 ? nothing : html`<div class="key-add">${choiceTemplate({
        key: `add-${id}`,
        label: fields.length === 0 ? 'New key' : 'Add to the key',
        value: '',
        describedBy: `error-${id}`,
        options: [{ value: '', label: fields.length === 0 ? 'New key…' : 'Add field…' }, ...free.map((name) => ({ value: name, label: name }))],
        choose: (name) => { if (name !== '') set([...fields, name]); },
      })}</div>`}
      ${messageTemplate('error', id, error)}
    </div>
  `;
}

function keyButton(label: string, symbol: string, press: () => void): TemplateResult {
  return html`<button class="icon-button" title=${label} aria-label=${label} @click=${press}>${icon(symbol)}</button>`;
}
