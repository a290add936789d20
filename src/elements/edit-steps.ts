import { applyTextEdits, type TextEdit } from './json-edit';

/** Edits of a text, each computed from what the ones before have made of it, as one edit of what they change together. */
export function inSteps(text: string, steps: readonly ((text: string) => readonly TextEdit[])[]): TextEdit[] {
  const after = steps.reduce((now, step) => applyTextEdits(now, step(now)), text);
  if (after === text) return [];
  let start = 0;
  while (start < text.length && text[start] === after[start]) start++;
  let end = 0;
  while (end < Math.min(text.length, after.length) - start && text.at(-1 - end) === after.at(-1 - end)) end++;
  return [{ offset: start, length: text.length - end - start, content: after.slice(start, after.length - end) }];
}
