import { applyTextEdits, type TextEdit } from './json-edit';

/** Edits that each refer to the text the one before left, as one edit of the first text: what is inserted at the same place keeps its order. */
export function inTurn(text: string, ...steps: readonly ((current: string) => readonly TextEdit[])[]): TextEdit[] {
  const result = steps.reduce((current, step) => applyTextEdits(current, step(current)), text);
  if (result === text) return [];
  let start = 0;
  while (start < Math.min(text.length, result.length) && text[start] === result[start]) start++;
  let end = 0;
  while (end < Math.min(text.length, result.length) - start && text.at(-1 - end) === result.at(-1 - end)) end++;
  return [{ offset: start, length: text.length - end - start, content: result.slice(start, result.length - end) }];
}
