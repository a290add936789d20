import * as z from 'zod/mini';
import { PARAMETER_GROUPS, describeValue, type ElementType, type ElementTypes, type ParameterDescription, type ParameterGroup } from './parameter';
import { VARIABLE_KEY } from './variable-key';

/** The id of an element: random, and part of the names under which stores keep its secrets. */
export const ID = /^[A-Za-z0-9-]{8,64}$/;

export const variableReference = z.strictObject({
  variable: z.string().check(z.regex(VARIABLE_KEY), z.describe('The key of an environment variable.')),
});

export const variableDeclaration = z.looseObject({
  name: z.optional(z.string().check(z.describe('What people call the variable.'))),
  description: z.optional(z.string()),
  default: z.optional(
    z.union([z.string(), z.number(), z.boolean()]).check(z.describe('Used when no value is set. Empty for a secret.')),
  ),
  required: z.optional(z.boolean().check(z.describe('Must be set before a deployment; otherwise the element is unavailable.'))),
});

function literalSchema(parameter: ParameterDescription) {
  switch (parameter.kind) {
    case 'text':
      return parameter.pattern === undefined
        ? z.string().check(z.minLength(1))
        : z.string().check(z.regex(new RegExp(parameter.pattern.source)));
    case 'integer':
      return z.int().check(z.minimum(parameter.min), z.maximum(parameter.max));
    case 'boolean':
      return z.boolean();
    case 'choice':
      return z.enum(parameter.choices.map((choice) => choice.value));
    case 'path':
      return z.string().check(z.minLength(1));
    case 'secret':
      return z.union([z.strictObject({ keychain: z.literal(true) }), z.strictObject({ none: z.literal(true) })]);
  }
}

function bindingSchema(parameter: ParameterDescription) {
  const binding = z.union([literalSchema(parameter), variableReference]);
  const text = [parameter.label, parameter.help ?? `${capitalize(describeValue(parameter))}.`].join(': ');
  return binding.check(z.describe(text));
}

function groupSchema(type: ElementType, group: ParameterGroup) {
  const parameters = type.parameters.filter((parameter) => parameter.group === group);
  return z.looseObject(Object.fromEntries(parameters.map((parameter) => [parameter.name, z.optional(bindingSchema(parameter))])));
}

/** The file format of one type's elements. Keys that it does not know are kept. */
export function elementSchema(type: ElementType) {
  const groups = Object.fromEntries(
    PARAMETER_GROUPS.filter((group) => type.parameters.some((parameter) => parameter.group === group)).map((group) => [
      group,
      z.optional(groupSchema(type, group)),
    ]),
  );
  return z.looseObject({
    $schema: z.optional(z.string()),
    id: z.string().check(z.regex(ID), z.describe('Made once, at random; names the stored secrets of the element.')),
    type: z.literal(type.id).check(z.describe(type.label)),
    title: z.string().check(z.minLength(1), z.describe('The name that people see.')),
    description: z.optional(z.string()),
    ...groups,
    variables: z.optional(z.record(z.string(), variableDeclaration)),
  });
}

/**
 * The JSON Schema of `*.dbelement.json`, from the schemas that parse it. The type picks the parameters by `if` and
 * `then`: of a union of types, an editor would offer the keys of them all.
 */
export function elementJsonSchema(types: ElementTypes): object {
  const schemas = types.all.map((type) => ({ type, ...jsonSchemaOf(type) }));
  const [first] = schemas;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Database element',
    type: 'object',
    properties: {
      ...first?.common,
      type: { description: 'The kind of database.', enum: types.all.map((type) => type.id), enumDescriptions: types.all.map((type) => type.label) },
    },
    required: first?.required ?? [],
    allOf: schemas.map(({ type, groups }) => ({
      if: { properties: { type: { const: type.id } }, required: ['type'] },
      then: { properties: groups },
    })),
    allowComments: true,
    allowTrailingCommas: true,
  };
}

/** What one type's elements state, parted into the keys that all types share and the groups of parameters. */
function jsonSchemaOf(type: ElementType) {
  const { properties = {}, required = [] } = z.toJSONSchema(elementSchema(type), { target: 'draft-7', io: 'input' });
  const isGroup = ([key]: readonly [string, unknown]) => PARAMETER_GROUPS.some((group) => group === key);
  const entries = Object.entries(properties);
  return { common: Object.fromEntries(entries.filter((entry) => !isGroup(entry))), groups: Object.fromEntries(entries.filter(isGroup)), required };
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
