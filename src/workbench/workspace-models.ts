import { ModelIndex } from '../models/model-index';
import { MODEL_SUFFIX } from '../models/suffix';
import { Usage } from '../models/usage';
import { Disposables } from './disposables';
import { watchIndex, workspaceFiles } from './watched-index';
import type { WorkspaceElements } from './workspace-elements';

/** The data table models of the open folders, and which elements they use. */
export class WorkspaceModels {
  readonly index = new ModelIndex(workspaceFiles(MODEL_SUFFIX));
  /** Elements are read as well by then. */
  readonly ready: Promise<void>;
  private readonly disposables = new Disposables();
  private known: Usage | undefined;

  constructor(private readonly elements: WorkspaceElements) {
    const forget = () => { this.known = undefined; };
    this.disposables.add(watchIndex(this.index, MODEL_SUFFIX), this.index.onDidChange(forget), elements.index.onDidChange(forget));
    this.ready = Promise.all([this.index.refresh(), elements.ready]).then(() => undefined);
  }

  get usage(): Usage {
    this.known ??= new Usage(this.index.all(), this.elements.index.all());
    return this.known;
  }

  /** Calls back after each change of a model or an element; returns the way to stop. */
  onDidChange(listener: () => void): { dispose(): void } {
    const [own, elements] = [this.index.onDidChange(listener), this.elements.index.onDidChange(listener)];
    return { dispose: () => { own.dispose(); elements.dispose(); } };
  }

  dispose(): void {
    this.disposables.dispose();
  }
}
