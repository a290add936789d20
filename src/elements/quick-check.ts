import { isObject, type JsonObject } from './findings';
import { PARAMETER_GROUPS, type ElementType, type ParameterDescription } from './parameter';
import { ID } from './schema';
import { VARIABLE_KEY } from './variable-key';

type Fits = (value: unknown) => boolean;

/**
 * Accepts what elementSchema() accepts, many times faster: a workspace may have thousands of elements, and nearly all of
 * them are right. It says yes or no; the schema says what is wrong. A test holds the two against each other.
 */
export function fitsSchema(value: JsonObject, type: ElementType): boolean {
  return (
    optional(value['$schema'], isText) &&
    typeof value['id'] === 'string' &&
    ID.test(value['id']) &&
    value['type'] === type.id &&
    typeof value['title'] === 'string' &&
    value['title'] !== '' &&
    optional(value['description'], isText) &&
    groupsOf(type).every(([group, parameters]) => optional(value[group], (stated) => isObject(stated) && everyMember(stated, parameters))) &&
    optional(value['variables'], (variables) => isObject(variables) && everyDeclaration(variables))
  );
}

function everyMember(stated: JsonObject, parameters: ReadonlyMap<string, Fits>): boolean {
  for (const key in stated) if (parameters.get(key)?.(stated[key]) === false) return false;
  return true;
}

function everyDeclaration(variables: JsonObject): boolean {
  for (const key in variables) {
    const declaration = variables[key];
    if (!isObject(declaration)) return false;
    const { name, description, default: fallback, required } = declaration;
    if (!optional(name, isText) || !optional(description, isText) || !optional(fallback, isScalar) || !optional(required, isBoolean)) return false;
  }
  return true;
}

type Groups = readonly (readonly [group: string, parameters: ReadonlyMap<string, Fits>])[];
const known = new WeakMap<ElementType, Groups>();

function groupsOf(type: ElementType): Groups {
  const ready = known.get(type);
  if (ready !== undefined) return ready;
  const groups = PARAMETER_GROUPS.flatMap((group) => {
    const parameters = type.parameters.filter((parameter) => parameter.group === group);
    return parameters.length === 0 ? [] : [[group, new Map(parameters.map((parameter) => [parameter.name, bindingFits(parameter)]))] as const];
  });
  known.set(type, groups);
  return groups;
}

function bindingFits(parameter: ParameterDescription): Fits {
  const literal = literalFits(parameter);
  return (value) => (isObject(value) && 'variable' in value ? isAlone(value) && typeof value['variable'] === 'string' && VARIABLE_KEY.test(value['variable']) : literal(value));
}

function literalFits(parameter: ParameterDescription): Fits {
  switch (parameter.kind) {
    case 'text': {
      const pattern = parameter.pattern === undefined ? /^[^]/ : new RegExp(parameter.pattern.source);
      return (value) => typeof value === 'string' && pattern.test(value);
    }
    case 'integer':
      return (value) => Number.isSafeInteger(value) && Number(value) >= parameter.min && Number(value) <= parameter.max;
    case 'boolean':
      return isBoolean;
    case 'choice': {
      const choices = new Set<unknown>(parameter.choices.map((choice) => choice.value));
      return (value) => choices.has(value);
    }
    case 'path':
      return (value) => typeof value === 'string' && value !== '';
    case 'secret':
      return (value) => isObject(value) && isAlone(value) && (value['keychain'] === true || value['none'] === true);
  }
}

function optional(value: unknown, fits: Fits): boolean {
  return value === undefined || fits(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isScalar(value: unknown): boolean {
  return isText(value) || isBoolean(value) || Number.isFinite(value);
}

function isAlone(value: JsonObject): boolean {
  return Object.keys(value).length === 1;
}
