import { interpret } from './checks';
import type { Element, Statements } from './element';
import { isObject, shorten } from './findings';
import { parseJsonBytes, parseJsonText, type FileFormat, type ParsedFile } from './json-file';
import type { ElementTypes } from './parameter';
import type { Problem } from './problem';
import { variableStatements } from './readable';

export interface ParsedElement {
  /** Absent when a problem of severity "error" was found. */
  readonly element?: Element;
  /** What a file without `element` says of variables all the same; absent when it is no object. */
  readonly salvaged?: Statements;
  readonly problems: readonly Problem[];
  /** What can be told of a file even when it is malformed. */
  readonly title?: string;
  readonly typeId?: string;
}

/** Parses the bytes of an element file. Never throws: what is wrong comes back as problems with their place. */
export function parseElementBytes(bytes: Uint8Array, types: ElementTypes): ParsedElement {
  return toParsedElement(parseJsonBytes(bytes, formatFor(types)));
}

/** Parses the text of an element file (JSON with comments and trailing commas). */
export function parseElement(text: string, types: ElementTypes): ParsedElement {
  return toParsedElement(parseJsonText(text, formatFor(types)));
}

function formatFor(types: ElementTypes): FileFormat<Element> {
  return { noun: 'database element', create: 'New Database Element...', interpret: (value) => interpret(value, types) };
}

function toParsedElement({ value, raw, problems }: ParsedFile<Element>): ParsedElement {
  if (value !== undefined) return { element: value, ...labels(raw), problems };
  const salvaged = variableStatements(raw);
  return { ...(salvaged === undefined ? {} : { salvaged }), ...labels(raw), problems };
}

function labels(value: unknown): { readonly title?: string; readonly typeId?: string } {
  if (!isObject(value)) return {};
  const { title, type } = value;
  return { ...(typeof title === 'string' && title !== '' ? { title: shorten(title) } : {}), ...(typeof type === 'string' ? { typeId: type } : {}) };
}
