import type { ParameterDescription } from '../../elements/parameter';
import { DEFAULT_CONNECT_MS } from '../connect-timeout';

/** Parameters that mean the same for every database that is a file. */

/** `special` for values that are no path. */
export function fileParameter({ placeholder, help, special }: { readonly placeholder?: string; readonly help: string; readonly special?: readonly string[] }): ParameterDescription {
  return {
    group: 'connection',
    name: 'file',
    kind: 'path',
    label: 'Database file',
    required: true,
    main: true,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(special === undefined ? {} : { special }),
    help,
  };
}

export const openTimeoutParameter: ParameterDescription = {
  group: 'timeouts',
  name: 'connectMs',
  kind: 'integer',
  label: 'Open timeout',
  unit: 'ms',
  min: 100,
  max: 600_000,
  default: DEFAULT_CONNECT_MS,
  help: 'How long opening may take, a wait for a lock included.',
};
