/** Full names: the path of an element's file in dots. */

export const ELEMENT_SUFFIX = '.dbelement.json';

/**
 * `databases/orders.dbelement.json` is `databases.orders`; the path is relative to its workspace folder, with `/`. A file
 * that is called nothing but the suffix is named by that: without a name nobody could ask for it.
 */
export function fullNameOf(relativePath: string, suffix = ELEMENT_SUFFIX): string {
  const stem = relativePath.endsWith(suffix) ? relativePath.slice(0, -suffix.length) : relativePath;
  const path = stem === '' || stem.endsWith('/') ? relativePath : stem;
  return path.replaceAll('/', '.');
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
