import type { TemplateResult } from 'lit/html.js';
import { FIELD_TEXTS, type ModelForm, type ModelFormMessage, type ModelFormState, type ModelHostMessage } from '../src/protocol/model-form';
import { Drafts } from './drafts';
import { Drawing } from './drawing';
import { focusAdding, focusBeforeLast, focusedField, focusField, focusHome, focusMove } from './focus';
import type { Host } from './host';
import { ViewMemory } from './memory';
import { controlKey, type ModelActions, type ModelView } from './model-view';
import { loadingTemplate } from './templates/loading';
import { modelTemplate } from './templates/model/model';
import { unreadableTemplate } from './templates/unreadable';
import { DESCRIPTION_KEY, TITLE_KEY } from '../src/protocol/text-keys';

const TEXTS = { [TITLE_KEY]: 'title', [DESCRIPTION_KEY]: 'description', schema: 'schema', table: 'table' } as const;

/** Holds what the host said last, and what is being typed; draws both. */
export class ModelFormApp implements ModelActions {
  readonly #root: HTMLElement;
  readonly #host: Host<ModelFormMessage, ModelHostMessage>;
  readonly #memory: ViewMemory;
  readonly #drawing: Drawing;
  readonly #drafts: Drafts;
  #form: ModelFormState | undefined;
  #openField: number | undefined;
  /** A field was asked for that no state has shown yet. */
  #adding = false;
  /** An edit was sent that no state has answered yet. */
  #edited = false;

  constructor(root: HTMLElement, host: Host<ModelFormMessage, ModelHostMessage>) {
    this.#root = root;
    this.#host = host;
    this.#memory = new ViewMemory(host);
    this.#drawing = new Drawing(root, () => this.#page());
    this.#drafts = new Drafts(
      (key, value) => { this.#sendText(key, value); },
      () => { this.#drawing.draw(); },
    );
    this.#drawing.draw();
  }

  receive(message: ModelHostMessage): void {
    if (message.kind === 'state') this.#receiveForm(message.form);
    else if (this.#form?.kind === 'model' && this.#form.unsaved) focusAdding(this.#root);
    else focusHome(this.#root);
  }

  rememberScroll(): void {
    if (this.#form) this.#memory.setScrollTop(window.scrollY);
  }

  flushText(): boolean {
    const typed = this.#drafts.pending;
    this.#drafts.flush();
    return typed;
  }

  flush(): boolean {
    return this.flushText();
  }

  save(): void {
    this.#host.post({ kind: 'save' });
  }

  toggleField(index: number): void {
    this.flush();
    this.#openField = this.#openField === index ? undefined : index;
    this.#drawing.draw();
  }

  addField(): void {
    this.#adding = true;
    this.send({ kind: 'addField' });
  }

  removeField(index: number): void {
    this.send({ kind: 'removeField', index });
    if (this.#openField !== undefined && this.#openField >= index) this.#openField = this.#openField === index ? undefined : this.#openField - 1;
    this.#drafts.clear();
    if (this.#form?.kind === 'model' && index === this.#form.fields.length - 1) focusBeforeLast(this.#root, index);
  }

  moveField(from: number, to: number): void {
    this.send({ kind: 'moveField', from, to });
    if (this.#openField === from) this.#openField = to;
    else if (this.#openField === to) this.#openField = from;
    this.#drafts.clear();
    focusMove(this.#root, to, to > from ? 'arrow-down' : 'arrow-up');
  }

  send(message: ModelFormMessage): void {
    this.flush();
    this.#host.post(message);
  }

  #receiveForm(form: ModelFormState): void {
    const before = this.#form;
    this.#form = form;
    this.#edited = false;
    if (form.kind === 'model') this.#settle(form);
    else this.#drafts.clear();
    // The answer to what was typed before comes first, and has no more fields.
    const added = this.#adding && form.kind === 'model' && before?.kind === 'model' && form.fields.length > before.fields.length;
    if (added) this.#openField = form.fields.length - 1;
    this.#drawing.draw();
    if (before === undefined) window.scrollTo({ top: this.#memory.scrollTop, behavior: 'instant' });
    if (added && this.#openField !== undefined) {
      this.#adding = false;
      focusField(this.#root, controlKey(this.#openField, 'name'));
    }
  }

  #sendText(key: string, value: string): void {
    this.#edited = true;
    const [, index, control] = /^fields\.(\d+)\.(\w+)$/.exec(key) ?? [];
    const field = FIELD_TEXTS.find((candidate) => candidate === control);
    if (field !== undefined) this.#host.post({ kind: 'setField', index: Number(index), key: field, value });
    else if (key in TEXTS) this.#host.post({ kind: 'setText', key: TEXTS[key as keyof typeof TEXTS], value });
  }

  /** Compares every text of a state that arrived with what is being typed. */
  #settle(form: ModelForm): void {
    const focused = focusedField(this.#root);
    const settle = (key: string, value: string) => { this.#drafts.settle(key, value, focused === key); };
    for (const [key, name] of Object.entries(TEXTS)) settle(key, form[name].value);
    form.fields.forEach((field, index) => {
      for (const key of FIELD_TEXTS) settle(controlKey(index, key), field.sizes.find((size) => size.key === key)?.value ?? (key === 'length' || key === 'precision' || key === 'scale' ? '' : field[key]));
    });
  }

  #page(): TemplateResult {
    const form = this.#form;
    if (form === undefined) return loadingTemplate;
    if (form.kind === 'model') return modelTemplate(this.#view(form));
    return unreadableTemplate(form, 'data table model', (place) => { this.send({ kind: 'openAsText', ...(place === undefined ? {} : { place }) }); });
  }

  #view(form: ModelForm): ModelView {
    return { form, unsaved: form.unsaved || this.#edited || this.#drafts.pending, openField: this.#openField, actions: this, drafts: this.#drafts };
  }
}
