import { looksSecret } from '../../elements/secret-looking';
import { isConnectionText } from '../../protocol/connection-text';

const PROSE = ['title', 'description'];

/**
 * Why a text that was typed into a field is not taken over, as a sentence for a person; undefined for one that is. A document
 * is on disk long before it is saved, for hot exit, so that an error beside the field would come too late for a password.
 */
export function typedSecretProblem(field: string, text: string): string | undefined {
  if (!looksSecret(text, [field]) && (PROSE.includes(field) || !isConnectionText(field, text))) return undefined;
  return 'The text holds a password, or the beginning of a connection string with one, which would stand in the file, and was not taken over. Enter host, user and password each in its own field.';
}
