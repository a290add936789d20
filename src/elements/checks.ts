import { isAbsolute, posix, win32 } from 'node:path';
import { bindingOf, type Element } from './element';
import {
  PARAMETER_GROUPS,
  isVariableBinding,
  labelsOf,
  oneOf,
  parameterPath,
  type ElementType,
  type ElementTypes,
} from './parameter';
import { error, isObject, shorten, uniqueByPath, unknownKey, warning, type Finding, type JsonObject } from './findings';
import type { Path } from './problem';
import { fitsSchema } from './quick-check';
import { readablePart, type Readable } from './readable';
import { conflicts } from './related-values';
import { elementSchema } from './schema';
import { explainIssue, typeFinding } from './schema-issues';
import { VARIABLE_KEY } from './variable-key';
import { secretLookingPaths } from './secret-looking';
import { refersToItself, selfReference } from './self-reference';

const TOP_LEVEL_KEYS = new Set<string>(['$schema', 'id', 'type', 'title', 'description', 'variables', ...PARAMETER_GROUPS]);

/** Checks a parsed value against the format; findings carry paths, not places. */
export function interpret(value: unknown, types: ElementTypes): { readonly value?: Element; readonly findings: readonly Finding[] } {
  if (!isObject(value)) {
    return { findings: [error('invalid-value', 'A database element is a JSON object: { "type": ..., "title": ... }.', [])] };
  }
  const type = typeof value['type'] === 'string' ? types.find(value['type']) : undefined;
  if (type === undefined) return { findings: [typeFinding(value, types)] };
  const parsed = fitsSchema(value, type) ? { success: true, data: value } as const : schemaFor(type).safeParse(value);
  const issues = parsed.success ? [] : parsed.error.issues.map(({ path, code }) => ({ path: path as Path, code }));
  const readable = readablePart(parsed.success ? parsed.data : value, type, issues.map(({ path }) => path));
  const findings = [...issues.map(({ path, code }) => explainIssue(path, code, value, type)), ...ruleFindings(readable, type), ...secretFindings(value), ...unknownKeys(value, type)];
  return { ...(parsed.success ? { value: toElement(parsed.data, type, readable) } : {}), findings: uniqueByPath(findings) };
}

const schemas = new WeakMap<ElementType, ReturnType<typeof elementSchema>>();
function schemaFor(type: ElementType): ReturnType<typeof elementSchema> {
  const known = schemas.get(type);
  if (known !== undefined) return known;
  const schema = elementSchema(type);
  schemas.set(type, schema);
  return schema;
}

function toElement(data: JsonObject, type: ElementType, { bindings, variables = {} }: Readable): Element {
  const description = data['description'];
  return {
    id: String(data['id']),
    type: type.id,
    title: String(data['title']),
    ...(typeof description === 'string' ? { description } : {}),
    bindings,
    variables,
  };
}

/** What the schema cannot say: paths that leave the folder, variables that nobody declared, values that do not go together. */
function ruleFindings(element: Readable, type: ElementType): Finding[] {
  const { variables } = element;
  const findings: Finding[] = [];
  const { choice, stated } = oneOf(type, (parameter) => bindingOf(element, parameter) !== undefined);
  for (const parameter of stated.slice(1)) {
    findings.push(warning('invalid-value', `Only one of ${labelsOf(choice)} can be stated; nothing connects with both. Take ${parameter.label} out, or the other.`, parameterPath(parameter)));
  }
  for (const parameter of type.parameters) {
    const binding = bindingOf(element, parameter);
    if (binding === undefined) continue;
    if (parameter.kind === 'path' && typeof binding === 'string' && !parameter.special?.includes(binding) && leavesFolder(binding)) {
      findings.push(
        error(
          'path-outside-workspace',
          `${parameter.label} must be a path inside the workspace folder; "${shorten(binding)}" leads out of it. For a path of this machine use an environment variable.`,
          parameterPath(parameter),
        ),
      );
    }
    if (variables !== undefined && isVariableBinding(binding) && !Object.hasOwn(variables, binding.variable)) {
      findings.push(
        warning(
          'undeclared-variable',
          `${binding.variable} is not declared. Add it under "variables", with a name and a description.`,
          [...parameterPath(parameter), 'variable'],
          `${binding.variable} is not declared. Edit the variable to give it a name and a description.`,
        ),
      );
    }
    if (parameter.kind === 'secret' && isVariableBinding(binding)) {
      const fallback = variables?.[binding.variable]?.default;
      if (fallback !== undefined && fallback !== '') {
        findings.push(
          error('literal-secret', `${binding.variable} holds a secret, so its default must be empty. Set its value outside the file.`, ['variables', binding.variable, 'default']),
        );
      }
    }
  }
  for (const { parameter, severity, message } of conflicts(element, type)) {
    findings.push({ code: 'conflicting-values', severity, message, path: parameterPath(parameter) });
  }
  for (const [key, { default: fallback }] of Object.entries(variables ?? {})) {
    if (typeof fallback === 'string' && refersToItself(key, fallback)) {
      findings.push(warning('self-reference', `${selfReference(key)} Write the value itself, or leave the default out.`, ['variables', key, 'default']));
    }
    if (!VARIABLE_KEY.test(key)) {
      findings.push({
        ...error('invalid-variable-key', `"${shorten(key)}" cannot be set in a shell. Use letters, digits and _, starting with no digit.`, ['variables', key]),
        atKey: true,
      });
    }
  }
  return findings;
}

/** Secrets where no secret belongs: under a key that nobody knows, in a URL option, as a variable's default. */
function secretFindings(value: JsonObject): Finding[] {
  return secretLookingPaths(value).map((path) =>
    error(
      'literal-secret',
      `"${shorten(path.join('.'))}" looks like a secret in plain. Move it to the keychain or turn it into an environment variable, and change it if it was already committed.`,
      path,
    ),
  );
}

/** True for absolute paths of any platform and for those that climb out with `..`. */
export function leavesFolder(path: string): boolean {
  if (isAbsolute(path) || posix.isAbsolute(path) || win32.isAbsolute(path) || /^[A-Za-z]:/.test(path) || path.includes('\0')) return true;
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  return normal === '..' || normal.startsWith('../');
}

function unknownKeys(value: JsonObject, type: ElementType): Finding[] {
  const findings: Finding[] = [];
  for (const key of Object.keys(value)) {
    if (!TOP_LEVEL_KEYS.has(key)) findings.push(unknownKey([key], [...TOP_LEVEL_KEYS]));
  }
  for (const group of PARAMETER_GROUPS) {
    const stated = value[group];
    if (!isObject(stated)) continue;
    const names = type.parameters.filter((parameter) => parameter.group === group).map((parameter) => parameter.name);
    for (const key of Object.keys(stated)) {
      if (!names.includes(key)) findings.push(unknownKey([group, key], names));
    }
  }
  return findings;
}
