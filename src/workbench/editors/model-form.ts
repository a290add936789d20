import * as vscode from 'vscode';
import { databaseTypes } from '../../databases/registry';
import { fullNameOf } from '../../elements/full-name';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import { modelFormMessage, type ModelFormMessage, type ModelHostMessage } from '../../protocol/model-form';
import { MODEL_FORM } from '../commands/ids';
import { Disposables } from '../disposables';
import { locate } from '../locate';
import { problemsOfModel } from '../problems/model-problems';
import type { ReportLog } from '../testing/report-log';
import { labelOf } from '../trees/label';
import type { WorkspaceModels } from '../workspace-models';
import { listenToForm } from './form-channel';
import { modelEdits, type ModelEdit } from './model-form-edits';
import { modelFormState } from './model-form-state';
import { OpenForms, type OpenForm } from './open-forms';
import { showText } from './show-text';
import { editText } from './text-edits';

export interface ModelFormServices {
  readonly models: WorkspaceModels;
  readonly log: Pick<ReportLog, 'warn'>;
  readonly selectDatabase: (uri: vscode.Uri) => Promise<void>;
}

/** The focus goes on to what comes next. */
type Attention = 'goOn';

/** The open forms of `*.dbmodel.json`. */
export function modelForms(webviewFolder: vscode.Uri, services: ModelFormServices): OpenForms<Attention> {
  return new OpenForms(webviewFolder, {
    viewType: MODEL_FORM,
    bundle: 'model-form',
    title: 'Data Table Model',
    make: (document, panel) => new ModelForm(document, panel, services),
    firstSaved: () => 'goOn',
  });
}

/** One open form of a model: shows the document, and turns what the person does into edits of it. The document is the only truth. */
class ModelForm implements OpenForm<Attention> {
  private readonly disposables = new Disposables();
  /** Ends when every change that was asked for is made. */
  private work: Promise<unknown> = Promise.resolve();
  private ready = false;
  /** Once, when the page has loaded. */
  private goesOn: boolean;

  constructor(
    private readonly document: vscode.TextDocument,
    private readonly panel: vscode.WebviewPanel,
    private readonly services: ModelFormServices,
  ) {
    this.goesOn = document.isUntitled && panel.active;
    const redraw = () => { this.redraw(); };
    const ifOwn = (changed: vscode.TextDocument) => { if (changed === document) this.redraw(); };
    this.disposables.add(
      listenToForm(panel.webview, modelFormMessage, { receive: (message) => this.receive(message), failed: redraw, log: services.log }),
      vscode.workspace.onDidChangeTextDocument((event) => { ifOwn(event.document); }),
      vscode.workspace.onDidSaveTextDocument(ifOwn),
      vscode.workspace.onDidGrantWorkspaceTrust(redraw),
      services.models.onDidChange(redraw),
    );
  }

  /** Has the form begin with the focus on what comes next. */
  attend(): void {
    this.goesOn = true;
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async receive(message: ModelFormMessage): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        this.redraw();
        if (this.goesOn) this.post({ kind: 'goOn' });
        this.goesOn = false;
        return;
      case 'selectDatabase':
        return this.services.selectDatabase(this.document.uri);
      case 'save':
        await this.work;
        // Saving by the editor, not by the document, lets VS Code put the file's editor in place of the untitled one.
        await vscode.workspace.save(this.document.uri);
        return;
      case 'createTable':
      case 'compare':
        await this.work;
        await vscode.commands.executeCommand(message.kind === 'compare' ? 'databaseElements.compareModel' : 'databaseElements.createTable', this.document.uri);
        return;
      case 'openAsText':
        return showText(this.document, message.place);
      default:
        return this.edit(message);
    }
  }

  /** Changes happen in the order of the messages. */
  private async edit(change: ModelEdit): Promise<void> {
    const done = this.work.then(() => editText(this.document, (text) => modelEdits(text, change)));
    this.work = done.catch(() => undefined);
    if (await done) return;
    // A refused edit leaves the form ahead of the document; drawing again puts it right.
    void vscode.window.showErrorMessage('The file does not take the change. Is it read-only?');
    this.redraw();
  }

  private redraw(): void {
    if (!this.ready) return;
    const { document, services: { models } } = this;
    const text = document.getText();
    const location = locate(document.uri);
    const parsed = parseModel(text);
    const model = { ...parsed, folder: location?.folder ?? '' };
    const entry = models.usage.elementOf(model);
    const type = databaseTypes.find(entry?.typeId ?? '');
    this.post({
      kind: 'state',
      form: modelFormState({
        text,
        fullName: location === undefined ? vscode.workspace.asRelativePath(document.uri) : fullNameOf(location.path, MODEL_SUFFIX),
        ...(entry === undefined ? {} : { element: { title: labelOf(entry), typeLabel: type?.label ?? entry.typeId ?? '', ...(type?.dialect === undefined ? {} : { dialect: type.dialect }) } }),
        shared: problemsOfModel(model, models),
        trusted: vscode.workspace.isTrusted,
        unsaved: document.isDirty || document.isUntitled,
      }),
    });
  }

  private post(message: ModelHostMessage): void {
    void this.panel.webview.postMessage(message);
  }
}
