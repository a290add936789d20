import type { ParameterValues } from '../connection';
import { textValue } from '../shared/values';

/** libpq's "options": what the server takes as its command line for one session; undefined when there is nothing to say. */
export function startupOptions(values: ParameterValues): string | undefined {
  const searchPath = textValue(values, 'options.searchPath');
  const options = [textValue(values, 'options.serverOptions'), searchPath === undefined ? undefined : `-c search_path=${searchPath.replace(/[\\\s]/g, '\\$&')}`];
  return options.filter((option) => option !== undefined).join(' ') || undefined;
}
