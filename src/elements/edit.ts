import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { applyTextEdits, inline, removeJson, setJson, type TextEdit } from './json-edit';
import { PARAMETER_GROUPS, parameterPath, type Binding, type ElementType, type ParameterDescription } from './parameter';

/** The order in which keys are written, so that files of different hands look the same. */
export const KEY_ORDER: readonly string[] = ['$schema', 'id', 'type', 'title', 'description', ...PARAMETER_GROUPS, 'variables'];

/** States a parameter; undefined removes it, and its group when that was the last. Comments and formatting stay. */
export function editParameter(text: string, parameter: ParameterDescription, binding: Binding | undefined, type: ElementType): TextEdit[] {
  const path = parameterPath(parameter);
  if (binding === undefined) return removeJson(text, isAlone(text, path) ? [parameter.group] : path);
  const names = type.parameters.filter((candidate) => candidate.group === parameter.group).map((candidate) => candidate.name);
  return setJson(text, path, binding, [KEY_ORDER, names]);
}

/** Sets a key at the top of the file; undefined removes it. */
export function editTopLevel(text: string, key: 'id' | 'type' | 'title' | 'description', value: string | undefined): TextEdit[] {
  return value === undefined ? removeJson(text, [key]) : setJson(text, [key], value, [KEY_ORDER]);
}

/** The same element under another id and title, for "Duplicate": secrets are never shared with the original. */
export function duplicateText(text: string, id: string, title: string): string {
  const renamed = applyTextEdits(text, editTopLevel(text, 'id', id));
  return applyTextEdits(renamed, editTopLevel(renamed, 'title', title));
}

/** The first text of an element: what a person would have to write anyway, and nothing else. */
export function newElementText(type: ElementType, id: string, title: string): string {
  const lines = [`"id": ${inline(id)}`, `"type": ${inline(type.id)}`, `"title": ${inline(title)}`];
  const members = type.parameters.flatMap((parameter) => {
    if (parameter.group !== 'connection') return [];
    const binding: Binding | undefined = parameter.kind === 'secret' ? { keychain: true } : parameter.default;
    return binding === undefined ? [] : [`\n    ${inline(parameter.name)}: ${inline(binding)}`];
  });
  lines.push(`"connection": ${members.length === 0 ? '{}' : `{${members.join(',')}\n  }`}`);
  return `{\n  ${lines.join(',\n  ')}\n}\n`;
}

function isAlone(text: string, path: readonly [string, string]): boolean {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const group = root === undefined ? undefined : findNodeAtLocation(root, [path[0]]);
  // The required group stays, so that the next parameter finds its place.
  return path[0] !== 'connection' && group?.children?.length === 1 && root !== undefined && findNodeAtLocation(root, [...path]) !== undefined;
}
