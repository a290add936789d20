import { DATA_TYPE_IDS, type DataType } from '../databases/data-types';

/**
 * The comment that a column gets: the field's title, and the data type where the column type alone would not tell it:
 * `Mobile [phone]`. Undefined when there is nothing to say.
 */
export function markComment(title: string | undefined, type: DataType | undefined): string | undefined {
  const parts = [...(title === undefined || title === '' ? [] : [title]), ...(type === undefined ? [] : [`[${type}]`])];
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Reads a comment that markComment() made, or that somebody wrote. */
export function readComment(comment: string | undefined): { readonly title?: string; readonly type?: DataType } {
  const found = /^(?:(?<title>[^]*) )?\[(?<type>[a-z-]+)\]$/.exec(comment ?? '')?.groups;
  const type = DATA_TYPE_IDS.find((id) => id === found?.['type']);
  const title = type === undefined ? comment : found?.['title'];
  return { ...(title === undefined || title === '' ? {} : { title }), ...(type === undefined ? {} : { type }) };
}
