import type { ElementEntry } from '../elements/element-index';
import { FILE_START, type Problem } from '../elements/problem';
import { shorten } from '../elements/findings';
import type { ModelEntry } from './model-index';

/** Which models use which elements, for the files as they are now. */
export class Usage {
  private readonly elements = new Map<string, ElementEntry[]>();
  private readonly users = new Map<string, ModelEntry[]>();

  constructor(models: readonly ModelEntry[], elements: readonly ElementEntry[]) {
    for (const element of elements) add(this.elements, element.fullName, element);
    for (const model of models) {
      const element = this.elementOf(model);
      if (element !== undefined) add(this.users, element.uri, model);
    }
  }

  /** The element that a model names: that of its own workspace folder before one of another. */
  elementOf({ database, folder }: Pick<ModelEntry, 'database' | 'folder'>): ElementEntry | undefined {
    const named = database === undefined ? [] : (this.elements.get(database) ?? []);
    return named.find((element) => element.folder === folder) ?? named[0];
  }

  /** The models that use an element, in the order given. */
  usersOf(element: Pick<ElementEntry, 'uri'>): readonly ModelEntry[] {
    return this.users.get(element.uri) ?? [];
  }

  /** The problem of a model whose element is not there; its place is found in the text. */
  unknownElement(model: Pick<ModelEntry, 'database' | 'folder'>): Problem | undefined {
    if (model.database === undefined || this.elementOf(model) !== undefined) return undefined;
    const message = `There is no database element ${shorten(model.database)}. Choose one with the quick fix, or make it.`;
    return { code: 'unknown-element', severity: 'error', message, path: ['database'], ...FILE_START };
  }
}

function add<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}

