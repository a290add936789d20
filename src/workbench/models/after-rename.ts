import * as vscode from 'vscode';
import { editTopLevel } from '../../elements/edit';
import { ELEMENT_SUFFIX, fullNameOf } from '../../elements/full-name';
import { applyTextEdits, type TextEdit } from '../../elements/json-edit';
import { editModelText } from '../../models/edit';
import { parseModel } from '../../models/parse';
import { MODEL_SUFFIX } from '../../models/suffix';
import { exists } from '../commands/new-file';
import { readOptional } from '../environment';
import { editText } from '../editors/text-edits';
import { locate } from '../locate';
import type { WorkspaceModels } from '../workspace-models';

/** Files, or folders of files, that have been renamed. */
type Renamed = vscode.FileRenameEvent['files'];

/** Undo moves files first and changes texts in the same breath. */
const UNDONE_MS = 1000;

/**
 * What is left to do once files have another name, be it by a command, in the Explorer, or by undo and redo: VS Code leaves
 * the texts that follow unsaved, where nobody looks, and takes no edits of files that are on their way themselves.
 */
export class AfterRename {
  private readonly registration: vscode.Disposable;
  private last: Renamed = [];
  /** Renames that VS Code has asked about; it does not ask about those that undo and redo make. */
  private readonly announced = new Set<string>();
  /** What undo and redo have moved in the last moment. */
  private undone: Renamed = [];
  private waiting: NodeJS.Timeout | undefined;

  constructor(private readonly models: WorkspaceModels) {
    this.registration = vscode.Disposable.from(
      vscode.workspace.onWillRenameFiles(({ files }) => { for (const file of files) this.announced.add(keyOf(file)); }),
      vscode.workspace.onDidRenameFiles(({ files }) => {
        this.last = files;
        void this.finish();
        const undone = files.filter((file) => !this.announced.delete(keyOf(file)));
        if (undone.length === 0) return;
        this.undone = [...this.undone, ...undone];
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => void this.followUndone(), UNDONE_MS);
      }),
      // Undo and redo change the texts of models before the files move, or after it; that a text is unsaved is told later still.
      vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
        if (reason !== undefined && document.uri.path.endsWith(MODEL_SUFFIX)) void saveIfOnly(document, this.last);
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.waiting);
    this.registration.dispose();
  }

  /** Undo in the Explorer leaves a text as it is that has changed since, or that VS Code has let go of, as it does after some minutes. */
  private async followUndone(): Promise<void> {
    const undone = this.undone;
    this.undone = [];
    const stayed = await Promise.all(undone.map(({ newUri }) => exists(newUri)));
    // What was undone and done again is where it was.
    const files = undone.filter((_, index) => stayed[index]);
    const users = this.models.index.all().filter(({ database }) => renamedName(database, files) !== undefined);
    await Promise.all(users.map(({ uri }) => changeMoved(vscode.Uri.parse(uri, true), files)));
  }

  private async finish(): Promise<void> {
    const files = this.last;
    await Promise.all(vscode.workspace.textDocuments.filter((document) => document.isDirty && !document.isUntitled).map((document) => saveIfOnly(document, files)));
    const folders = files.map(({ newUri }) => newUri).filter(({ path }) => !path.endsWith(ELEMENT_SUFFIX) && !path.endsWith(MODEL_SUFFIX));
    for (const folder of folders) {
      const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/*${MODEL_SUFFIX}`));
      await Promise.all(found.map((uri) => changeMoved(uri, files)));
    }
  }
}

function keyOf({ oldUri, newUri }: Renamed[number]): string {
  return `${oldUri.toString()}\n${newUri.toString()}`;
}

/** A model that VS Code has not changed along with its element names it as it is called now. */
async function changeMoved(uri: vscode.Uri, files: Renamed): Promise<void> {
  const named = renamedName(parseModel((await readOptional(uri)) ?? '').database, files);
  if (named === undefined) return;
  const document = await vscode.workspace.openTextDocument(uri);
  const untouched = !document.isDirty;
  await editText(document, (text) => editModelText(text, 'database', named));
  if (untouched) await document.save();
}

/** Saves a text that nothing but the rename has changed; what a person has typed stays for them to save. */
async function saveIfOnly(document: vscode.TextDocument, files: Renamed): Promise<void> {
  const saved = await readOptional(document.uri);
  if (saved !== undefined && isOnlyRenamed(document, saved, files)) await document.save();
}

function isOnlyRenamed(document: vscode.TextDocument, saved: string, files: Renamed): boolean {
  const text = document.getText();
  if (document.uri.path.endsWith(MODEL_SUFFIX)) {
    const named = renamedName(parseModel(saved).database, files);
    return named !== undefined && parseModel(text).database === named && sameBut(text, saved, (one) => editModelText(one, 'database', named));
  }
  if (!files.some(({ newUri }) => newUri.toString() === document.uri.toString())) return false;
  return sameBut(text, saved, (one) => editTopLevel(one, 'title', ''));
}

/** Two texts are the same but for what an edit sets. */
function sameBut(a: string, b: string, edit: (text: string) => readonly TextEdit[]): boolean {
  return applyTextEdits(a, edit(a)) === applyTextEdits(b, edit(b));
}

/** The full name that an element has now; undefined when it is none of those that were renamed. */
function renamedName(name: string | undefined, files: Renamed): string | undefined {
  for (const { oldUri, newUri } of files) {
    const [before, after] = [locate(oldUri), locate(newUri)];
    if (name === undefined || before === undefined || after === undefined) continue;
    if (before.path.endsWith(ELEMENT_SUFFIX)) {
      if (name === fullNameOf(before.path)) return fullNameOf(after.path);
    } else if (name.startsWith(`${fullNameOf(before.path)}.`)) {
      return `${fullNameOf(after.path)}${name.slice(fullNameOf(before.path).length)}`;
    }
  }
  return undefined;
}
