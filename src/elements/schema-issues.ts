import { extensionOfType } from './extension-type';
import { error, isObject, shorten, valueAt, type Finding, type JsonObject } from './findings';
import { describeValue, parameterPath, type ElementType, type ElementTypes, type ParameterDescription } from './parameter';
import type { Path } from './problem';
import { VARIABLE_KEY } from './variable-key';

/** What to say of a value whose type is missing or not known. */
export function typeFinding(value: JsonObject, types: ElementTypes): Finding {
  const ids = types.all.map((type) => type.id).join(', ');
  if (value['type'] === undefined) return error('missing-value', `"type" is missing. Add one of ${ids}.`, ['type']);
  if (typeof value['type'] !== 'string') return error('invalid-value', `"type" must be one of ${ids}.`, ['type']);
  const extension = extensionOfType(value['type']);
  if (extension !== undefined) {
    return error('unknown-type', `Needs the VS Code extension ${shorten(extension)}, which brings the type "${shorten(value['type'])}". Install or enable it; the command line has no types of extensions.`, ['type']);
  }
  return error('unknown-type', `The type${shown(value['type'], ' ')} is not known. Use one of ${ids}.`, ['type']);
}

/** Turns an issue of the schema into a sentence that names the field and the remedy. */
export function explainIssue(path: Path, issueCode: string, root: JsonObject, type: ElementType): Finding {
  const [group, name] = path;
  const parameter = type.parameters.find((candidate) => candidate.group === group && candidate.name === name);
  if (parameter !== undefined) return explainParameter(parameter, valueAt(root, parameterPath(parameter)));
  if (group === 'variables') return explainVariable(path);
  const field = path.join('.');
  const known = topLevel[field];
  if (valueAt(root, path) === undefined) return error('missing-value', `"${field}" is missing. ${known?.missing ?? 'Add it'}.`, path, known?.inForm);
  const expected = known?.expected ?? `must be ${issueCode === 'invalid_type' ? 'an object { ... }' : 'something else'}`;
  return error('invalid-value', `"${field}" ${expected}.`, path, known?.inForm ?? `What the file states under "${field}" cannot be read. Open it as text and correct it there.`);
}

const topLevel: Readonly<Partial<Record<string, { readonly missing?: string; readonly expected: string; readonly inForm?: string }>>> = {
  id: {
    missing: 'Add one with the quick fix: "id" names the stored secrets of the element and is made at random',
    expected: 'must have 8 to 64 letters, digits or hyphens',
    inForm: 'The file gives the element no id of 8 to 64 letters, digits or hyphens, under which its passwords are stored. Open it as text; a quick fix makes one.',
  },
  title: { missing: 'Add the name that people should see', expected: 'must be a text that is not empty', inForm: 'Give the element a title.' },
  description: { expected: 'must be a text', inForm: 'The file states something else than a text. Type the description again.' },
  $schema: { expected: 'must be a text' },
};

function explainParameter(parameter: ParameterDescription, found: unknown): Finding {
  const path = parameterPath(parameter);
  const { label } = parameter;
  if (parameter.kind === 'secret' && holdsSecret(found)) {
    const changed = `change the ${label.toLowerCase()} if it was already committed.`;
    return error(
      'literal-secret',
      `${label} must not stand in a file that is committed. Use { "keychain": true }, { "variable": KEY } or { "none": true }, and ${changed}`,
      path,
      `${label} must not stand in a file that is committed. Enter it here, which takes it out of the file, and ${changed}`,
    );
  }
  if (isObject(found) && 'variable' in found) {
    if (typeof found['variable'] === 'string' && VARIABLE_KEY.test(found['variable'])) {
      return error(
        'invalid-value',
        `${label}: { "variable": KEY } takes no other key. A default belongs to the variable's declaration under "variables".`,
        path,
        `The file states more of ${label} than its variable. Choose the variable again.`,
      );
    }
    const rule = "a variable's key has letters, digits and _ and starts with no digit";
    return error('invalid-variable-key', `${label}: ${rule}, as in { "variable": "ORDERS_DB_HOST" }.`, path, `${label}: ${rule}, such as ORDERS_DB_HOST.`);
  }
  if (parameter.kind === 'secret') {
    return error('invalid-value', `${label} must be ${describeValue(parameter)}.`, path, `The file does not say where the ${label.toLowerCase()} is kept. Enter it again.`);
  }
  return error('invalid-value', `${label} must be ${describeValue(parameter)}, or { "variable": KEY }${shown(found, '; found ')}.`, path, explainInput(parameter, found));
}

/** The same to somebody who sees the field with the value in it, and not the file. */
function explainInput(parameter: ParameterDescription, found: unknown): string {
  // Numbers and texts look alike in a field; whatever is typed there is written as the right one.
  const scalar = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : '';
  if (scalar !== '' && fits(parameter, scalar)) return `${parameter.label} is written the wrong way in the file. Type it again, and it is put right.`;
  const expected = parameter.kind === 'choice' ? `one of ${parameter.choices.map((choice) => choice.label).join(', ')}` : describeValue(parameter);
  return `${parameter.label} must be ${expected}.`;
}

function fits(parameter: ParameterDescription, typed: string): boolean {
  switch (parameter.kind) {
    case 'integer':
      return /^-?\d+$/.test(typed) && Number(typed) >= parameter.min && Number(typed) <= parameter.max;
    case 'boolean':
      return typed === 'true' || typed === 'false';
    case 'text':
      return parameter.pattern === undefined || new RegExp(parameter.pattern.source).test(typed);
    case 'path':
      return true;
    case 'choice':
    case 'secret':
      return false;
  }
}

/** True for a password in plain, however it is wrapped; false for a misspelt way of saying where it is kept. */
function holdsSecret(found: unknown): boolean {
  if (typeof found === 'string') return found !== '';
  if (Array.isArray(found)) return found.some(holdsSecret);
  if (isObject(found)) return Object.entries(found).some(([key, value]) => key !== 'variable' && holdsSecret(value));
  return typeof found === 'number';
}

/** A wrong value for a message; nothing for what could hold a password: a connection string, or an object. */
function shown(value: unknown, before: string): string {
  if (typeof value === 'string') return /[@;=]|:\/\//.test(value) ? '' : `${before}"${shorten(value)}"`;
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? `${before}${value}` : '';
}

function explainVariable(path: Path): Finding {
  const [, key, property] = path;
  if (key === undefined) {
    return error('invalid-value', '"variables" must be an object: { "KEY": { "name": ... } }.', path, 'What the file declares of its variables cannot be read. Open it as text and correct it there.');
  }
  const inForm = `What the file declares of the variable ${String(key)} cannot be read. Edit the variable here, or open the file as text.`;
  const expected = property === 'required' ? 'true or false' : property === undefined ? 'an object' : property === 'default' ? 'a text, a number, true or false' : 'a text';
  return error('invalid-value', `Variable ${String(key)}: ${property === undefined ? 'its declaration' : `"${String(property)}"`} must be ${expected}.`, path, inForm);
}
