/** Full names: the path of an element's file in dots. */

export const ELEMENT_SUFFIX = '.dbelement.json';

/** `databases/orders.dbelement.json` is `databases.orders`; the path is relative to its workspace folder, with `/`. */
export function fullNameOf(relativePath: string, suffix = ELEMENT_SUFFIX): string {
  const path = relativePath.endsWith(suffix) ? relativePath.slice(0, -suffix.length) : relativePath;
  return path.split('/').join('.');
}

/** A file name for a title: lower case, words joined by `-`; letters of any script are kept. */
export function fileNameFor(title: string, suffix = ELEMENT_SUFFIX, fallback = 'database'): string {
  const name = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${name === '' ? fallback : name}${suffix}`;
}
