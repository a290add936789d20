import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import { editParameter, KEY_ORDER } from '../elements/edit';
import type { VariableDeclaration } from '../elements/element';
import { inSteps } from '../elements/edit-steps';
import { removeJson, setJson, type TextEdit } from '../elements/json-edit';
import { PARAMETER_GROUPS, type Binding, type ElementType, type ParameterDescription } from '../elements/parameter';

/** Edits of an element's text that concern variables. Comments, unknown keys and formatting stay. */

const PROPERTIES = ['name', 'description', 'default', 'required'] as const satisfies readonly (keyof VariableDeclaration)[];

/** Binds a parameter to a variable and declares it, or changes its declaration when it has one; without `declaration` an existing one stays as it is. */
export function bindToVariable(text: string, parameter: ParameterDescription, type: ElementType, key: string, declaration?: VariableDeclaration): TextEdit[] {
  return inSteps(text, [
    (current) => editParameter(current, parameter, { variable: key }, type),
    (current) => (declaration === undefined && isDeclared(current, key) ? [] : changeDeclaration(current, key, declaration ?? {})),
  ]);
}

/** States a parameter that a variable gave; `forget` removes the variable's declaration too. */
export function unbindFromVariable(text: string, parameter: ParameterDescription, type: ElementType, literal: Binding | undefined, forget: string | undefined): TextEdit[] {
  return inSteps(text, [
    (current) => editParameter(current, parameter, literal, type),
    (current) => (forget === undefined ? [] : deleteDeclaration(current, forget)),
  ]);
}

/**
 * Makes the declaration of a key say this and nothing else of what declarations say; creates it when it is missing.
 * The way to make two declarations equal as well. An empty text and "not required" are written as absence.
 */
export function changeDeclaration(text: string, key: string, declaration: VariableDeclaration): TextEdit[] {
  const wanted = PROPERTIES.flatMap((property) => {
    const value = declaration[property];
    return value === undefined || value === '' || (property === 'required' && value === false) ? [] : [[property, value] as const];
  });
  const existing = nodeAt(text, ['variables', key]);
  if (existing === undefined) return setJson(text, ['variables', key], Object.fromEntries(wanted), [KEY_ORDER]);
  const values = new Map<string, string | number | boolean>(wanted);
  const steps = PROPERTIES.map((property) => (current: string): TextEdit[] => {
    const path = ['variables', key, property];
    const value = values.get(property);
    const found = nodeAt(current, path);
    if (value === undefined) return found === undefined || isSilent(property, found) ? [] : removeJson(current, path);
    return found?.value === value ? [] : setJson(current, path, value, [[], [], PROPERTIES]);
  });
  return inSteps(text, steps);
}

/**
 * Gives a variable another key in its declaration and in every parameter that uses it. When the text declares the other
 * key already, that declaration stays and the renamed one goes.
 */
export function renameVariable(text: string, from: string, to: string): TextEdit[] {
  const uses = PARAMETER_GROUPS.flatMap((group) => (nodeAt(text, [group])?.children ?? []).flatMap((property) => referencesTo(property.children?.[1], from)));
  const edits = uses.map((node) => replace(node, to));
  const declared = nodeAt(text, ['variables', from])?.parent?.children?.[0];
  if (declared === undefined || from === to) return from === to ? [] : edits;
  return isDeclared(text, to) ? [...edits, ...deleteDeclaration(text, from)] : [...edits, replace(declared, to)];
}

/** Removes the declaration of a key, and `variables` with the last one; no edit when it is not declared. */
export function deleteDeclaration(text: string, key: string): TextEdit[] {
  if (!isDeclared(text, key)) return [];
  const variables = nodeAt(text, ['variables']);
  const inside = variables === undefined ? '' : text.slice(variables.offset, variables.offset + variables.length);
  // A comment in there is the user's; an empty object that holds it costs nothing.
  const alone = variables?.children?.length === 1 && !/\/[/*]/.test(inside);
  return removeJson(text, alone ? ['variables'] : ['variables', key]);
}

/** True when the text declares the key. */
export function isDeclared(text: string, key: string): boolean {
  return nodeAt(text, ['variables', key]) !== undefined;
}

function isSilent(property: string, node: Node): boolean {
  return node.value === '' || (property === 'required' && node.value === false);
}

function referencesTo(value: Node | undefined, key: string): Node[] {
  const reference = value?.type === 'object' ? findNodeAtLocation(value, ['variable']) : undefined;
  return reference?.value === key ? [reference] : [];
}

function replace(node: Node, key: string): TextEdit {
  return { offset: node.offset, length: node.length, content: JSON.stringify(key) };
}

function nodeAt(text: string, path: readonly string[]): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root === undefined ? undefined : findNodeAtLocation(root, [...path]);
}
