import type { ParameterDescription } from '../../elements/parameter';
import type { ParameterValues } from '../connection';

/** Marks a database that nothing here may write to. Applications and drivers do not know of it. */
export const readOnlyParameter: ParameterDescription = {
  group: 'options',
  name: 'readOnly',
  kind: 'boolean',
  label: 'Read-only',
  default: false,
  help: 'Nothing is ever created in this database from here.',
};

export function isMarkedReadOnly(values: ParameterValues): boolean {
  return values['options.readOnly'] === true;
}
