/** The title, or the file's name where the file tells none. */
export function labelOf({ title, path }: { readonly title?: string; readonly path: string }): string {
  return title ?? path.slice(path.lastIndexOf('/') + 1);
}
