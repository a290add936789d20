import { databaseTypes } from '../../../src/databases/registry';
import type { ElementEntry } from '../../../src/elements/element-index';
import { fullNameOf } from '../../../src/elements/full-name';
import { parseElement } from '../../../src/elements/parse';
import { ID } from '../elements/samples';

/** An element file of a workspace folder, with its text laid out one key on each line. */
export function fileOf(path: string, value: object, folder = '/shop'): { readonly entry: ElementEntry; readonly text: string } {
  const text = JSON.stringify({ id: ID, title: path, ...value }, undefined, 2);
  return { text, entry: { uri: `${folder}/${path}`, folder, path, fullName: fullNameOf(path), ...parseElement(text, databaseTypes) } };
}

export function entryOf(path: string, value: object, folder?: string): ElementEntry {
  return fileOf(path, value, folder).entry;
}

/** The 1-based line of the first line that contains a text. */
export function lineWith(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}
