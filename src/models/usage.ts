import type { ElementEntry } from '../elements/element-index';
import { setJson, type TextEdit } from '../elements/json-edit';
import { FILE_START, type Problem } from '../elements/problem';
import { shorten } from '../elements/findings';
import type { ModelEntry } from './model-index';
import { MODEL_KEYS } from './schema';

/** The element that a model names: that of its own workspace folder before one of another. */
export function elementOf(model: ModelEntry, elements: readonly ElementEntry[]): ElementEntry | undefined {
  const named = elements.filter((element) => element.fullName === model.database);
  return named.find((element) => element.folder === model.folder) ?? named[0];
}

/** The models that use an element, in the order given. */
export function modelsOf(element: ElementEntry, models: readonly ModelEntry[], elements: readonly ElementEntry[]): readonly ModelEntry[] {
  return models.filter((model) => elementOf(model, elements)?.uri === element.uri);
}

/** The problem of a model whose element is not there; its place is found in the text. */
export function unknownElement(model: ModelEntry, elements: readonly ElementEntry[]): Problem | undefined {
  if (model.database === undefined || elementOf(model, elements) !== undefined) return undefined;
  const message = `There is no database element ${shorten(model.database)}. Choose one with the quick fix, or make it.`;
  return { code: 'unknown-element', severity: 'error', message, path: ['database'], ...FILE_START };
}

/** Makes a model name another element; touches no other character. */
export function editDatabase(text: string, fullName: string): TextEdit[] {
  return setJson(text, ['database'], fullName, [MODEL_KEYS]);
}
