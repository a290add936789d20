/** A type that another extension of VS Code brings has that extension's id in its own, so that no other can bring it. */
const EXTENSION_TYPE = /^([a-z0-9][a-z0-9_-]*\.[a-z0-9][a-z0-9_-]*)\.[a-z][a-z0-9-]*$/;

/** `publisher.extension.name`: the id of a type as elements state it. */
export function extensionTypeId(extension: string, name: string): string {
  return `${extension.toLowerCase()}.${name}`;
}

/** The id of the extension that brings a type; undefined for one that no extension can bring. */
export function extensionOfType(typeId: string | undefined): string | undefined {
  return EXTENSION_TYPE.exec(typeId ?? '')?.[1];
}
