import type { Element } from '../elements/element';
import { parseElement } from '../elements/parse';
import type { DatabaseType } from './contract';
import type { DatabaseTypes } from './registry';

/** An element together with its type. */
export interface TypedElement {
  readonly element: Element;
  readonly type: DatabaseType;
}

/** Undefined for a malformed element. */
export function typedElement(element: Element | undefined, types: DatabaseTypes): TypedElement | undefined {
  const type = element === undefined ? undefined : types.find(element.type);
  return element === undefined || type === undefined ? undefined : { element, type };
}

/** The element that a text describes; undefined while it has errors. */
export function elementOfText(text: string, types: DatabaseTypes): TypedElement | undefined {
  return typedElement(parseElement(text, types).element, types);
}
