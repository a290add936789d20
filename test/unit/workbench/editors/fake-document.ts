import type * as vscode from 'vscode';
import { applyTextEdits, type TextEdit } from '../../../../src/elements/json-edit';

/** A fake document, and what VS Code applies edits of it by: positions are offsets. */
export class FakeDocument {
  version = 1;

  constructor(
    readonly uri: vscode.Uri,
    private text: string,
  ) {}

  readonly getText = (): string => this.text;
  readonly positionAt = (offset: number): number => offset;

  /** What a pull or another editor does. */
  write(text: string): void {
    this.text = text;
    this.version += 1;
  }

  /** For vi.mock('vscode'): `WorkspaceEdit`, `Range` and `workspace.applyEdit`. */
  static readonly api = {
    Range: class {
      constructor(
        readonly start: number,
        readonly end: number,
      ) {}
    },
    WorkspaceEdit: class {
      readonly edits: TextEdit[] = [];
      replace(_uri: unknown, { start, end }: { readonly start: number; readonly end: number }, content: string): void {
        this.edits.push({ offset: start, length: end - start, content });
      }
    },
    applyEdit: (document: FakeDocument) => ({ edits }: { readonly edits: readonly TextEdit[] }) => {
      document.write(applyTextEdits(document.getText(), edits));
      return Promise.resolve(true);
    },
  };

  /** As the workbench takes it, of which these members are used. */
  get document(): vscode.TextDocument {
    return this as unknown as vscode.TextDocument;
  }
}
