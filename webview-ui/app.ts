import type { TemplateResult } from 'lit/html.js';
import { isConnectionText } from '../src/protocol/connection-text';
import type { ElementForm, FormSection, FormState, TestView } from '../src/protocol/form-state';
import type { PoolCheckView } from '../src/protocol/pool-check';
import type { FormLook, FormMessage, HostMessage } from '../src/protocol/messages';
import { Drafts } from './drafts';
import { Drawing } from './drawing';
import { settleForm } from './settle-form';
import { focusedField, focusField, focusHome } from './focus';
import type { Host } from './host';
import { ViewMemory } from './memory';
import { formTemplate } from './templates/form';
import { loadingTemplate } from './templates/loading';
import { unreadableTemplate } from './templates/unreadable';
import { DESCRIPTION_KEY, TITLE_KEY } from '../src/protocol/text-keys';
import { VariablePanels } from './variable-panels';
import type { FormActions, FormView, SecretEntry } from './view';

const NO_ENTRY: SecretEntry = { open: false, revealed: false, hasText: false, generation: 0 };

/** Holds what the host said last, and what is being typed; draws both. */
export class ElementFormApp implements FormActions {
  readonly #root: HTMLElement;
  readonly #host: Host<FormMessage, HostMessage>;
  readonly #memory: ViewMemory;
  readonly #drawing: Drawing;
  readonly #drafts: Drafts;
  readonly #secretEntries = new Map<string, SecretEntry>();
  readonly #panels: VariablePanels;
  #form: FormState | undefined;
  #test: TestView = { kind: 'idle' };
  #poolCheck: PoolCheckView | undefined;
  #poolCheckRequested = false;
  #fieldToFocus: string | undefined;
  /** An edit was sent that no state has answered yet. */
  #edited = false;

  constructor(root: HTMLElement, host: Host<FormMessage, HostMessage>) {
    this.#root = root;
    this.#host = host;
    this.#memory = new ViewMemory(host, (look) => { host.post({ kind: 'look', look }); });
    this.#drawing = new Drawing(root, () => this.#page());
    this.#drafts = new Drafts(
      (key, value) => { this.#sendText(key, value); },
      () => { this.#drawing.draw(); },
      isConnectionText,
    );
    this.#panels = new VariablePanels({
      root,
      form: () => (this.#form?.kind === 'element' ? this.#form : undefined),
      drafts: this.#drafts,
      draw: () => { this.#drawing.draw(); },
      send: (message) => { this.send(message); },
    });
    this.#drawing.draw();
  }

  receive(message: HostMessage): void {
    switch (message.kind) {
      case 'state':
        { this.#receiveForm(message.form); return; }
      case 'test':
        { this.#receiveTest(message.test); return; }
      case 'poolCheck':
        this.#poolCheck = message.poolCheck;
        this.#drawing.draw();
        { this.#showPoolCheck(); return; }
      case 'showPoolCheck':
        this.#poolCheckRequested = true;
        { this.#showPoolCheck(); return; }
      case 'focus':
        this.#fieldToFocus = message.key;
        { this.#focusRequestedField(); return; }
      case 'goOn':
        if (message.look) this.#takeLook(message.look);
        focusHome(this.#root);
        { this.#showTest(); return; }
      case 'showTest':
        { this.#showTest(); return; }
    }
  }

  rememberScroll(): void {
    if (this.#form) this.#memory.setScrollTop(window.scrollY);
  }

  save(): void {
    this.#host.post({ kind: 'save' });
  }

  /** Sends text that waits for a pause in typing; returns whether there was any. */
  flushText(): boolean {
    const typed = this.#drafts.pending;
    this.#drafts.flush();
    return typed;
  }

  /** Sends all that is typed, secrets too; returns whether there was anything. */
  flush(): boolean {
    const typed = this.flushText();
    const inputs = [...this.#root.querySelectorAll<HTMLInputElement>('input[data-secret]')].filter((input) => input.value !== '');
    for (const input of inputs) this.storeSecret(input.dataset['secret'] ?? '', input);
    return typed || inputs.length > 0;
  }

  toggleSection(section: FormSection): void {
    this.#memory.setUnfolded(section.id, !this.#isUnfolded(section));
    this.#drawing.draw();
  }

  enterSecret(key: string, change: Partial<SecretEntry>): void {
    this.#secretEntries.set(key, { ...(this.#secretEntries.get(key) ?? NO_ENTRY), ...change });
    this.#drawing.draw();
  }

  storeSecret(key: string, input: HTMLInputElement): void {
    const secret = input.value;
    input.value = '';
    if (secret === '') return;
    this.#edited = true;
    this.#host.post({ kind: 'setSecret', key, secret });
    this.enterSecret(key, { ...NO_ENTRY, generation: (this.#secretEntries.get(key)?.generation ?? 0) + 1 });
  }

  send(message: FormMessage): void {
    this.flush();
    this.#host.post(message);
  }

  #sendText(key: string, value: string): void {
    this.#edited = true;
    if (key === TITLE_KEY) this.#host.post({ kind: 'setTitle', value });
    else if (key === DESCRIPTION_KEY) this.#host.post({ kind: 'setDescription', value });
    else this.#host.post(isConnectionText(key, value) ? { kind: 'fillIn', key, text: value } : { kind: 'setValue', key, value });
  }

  #receiveForm(form: FormState): void {
    const first = this.#form === undefined;
    this.#form = form;
    this.#edited = false;
    if (form.kind === 'element') {
      settleForm(this.#drafts, form, focusedField(this.#root));
      this.#panels.settle(form);
    } else this.#drafts.clear();
    this.#drawing.draw();
    if (first) this.#scrollBack();
    this.#focusRequestedField();
  }

  #takeLook(look: FormLook): void {
    this.#memory.take(look);
    this.#drawing.draw();
    this.#scrollBack();
  }

  #scrollBack(): void {
    window.scrollTo({ top: this.#memory.scrollTop, behavior: 'instant' });
  }

  #receiveTest(test: TestView): void {
    const before = this.#test.kind;
    this.#test = test;
    this.#drawing.draw();
    // The result of an earlier test, there when the form opens, does not move the page; one that has just come does.
    if (test.kind === 'running' ? before !== 'running' : before === 'running') this.#showTest();
  }

  #showTest(): void {
    this.#root.querySelector('.test-panel')?.scrollIntoView({ block: 'nearest' });
  }

  #focusRequestedField(): void {
    const key = this.#fieldToFocus;
    if (key === undefined || this.#form?.kind !== 'element') return;
    this.#fieldToFocus = undefined;
    const section = this.#form.sections.find(({ fields }) => fields.some((field) => field.key === key));
    if (section && !this.#isUnfolded(section)) this.toggleSection(section);
    const field = section?.fields.find((each) => each.key === key);
    // To be sent to a secret means to enter another one; to a variable, to set its value.
    if (field?.state.kind === 'secret') this.enterSecret(key, { open: true });
    focusField(this.#root, key);
    // Where a secret's variable gives what everybody sees, another value does not help.
    if (field?.state.kind === 'variable' && (field.control.kind === 'secret' || !field.state.variable.secret)) this.#panels.open(field, 'value');
  }

  #showPoolCheck(): void {
    if (!this.#poolCheckRequested || this.#poolCheck === undefined || this.#form?.kind !== 'element') return;
    this.#poolCheckRequested = false;
    const section = this.#form.sections.find(({ id }) => id === 'pool');
    if (section && !this.#isUnfolded(section)) this.toggleSection(section);
    const panel = this.#root.querySelector('.pool-check');
    panel?.scrollIntoView({ block: 'start' });
    panel?.querySelector<HTMLElement>('vscode-button')?.focus();
  }

  #isUnfolded(section: FormSection): boolean {
    return this.#memory.isUnfolded(section.id) ?? !section.folded;
  }

  #page(): TemplateResult {
    const form = this.#form;
    if (form === undefined) return loadingTemplate;
    if (form.kind === 'element') return formTemplate(this.#view(form));
    return unreadableTemplate(form, 'database element', (place) => { this.send({ kind: 'openAsText', ...(place === undefined ? {} : { place }) }); });
  }

  #view(form: ElementForm): FormView {
    const entering = [...this.#secretEntries.values()].some((entry) => entry.hasText);
    return {
      form,
      test: this.#test,
      poolCheck: this.#poolCheck,
      unsaved: form.unsaved || this.#edited || this.#drafts.pending || entering,
      actions: this,
      panels: this.#panels,
      drafts: this.#drafts,
      isUnfolded: (section) => this.#isUnfolded(section),
      secretEntry: (key) => this.#secretEntries.get(key) ?? NO_ENTRY,
    };
  }
}
