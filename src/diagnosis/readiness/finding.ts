import type { ElementEntry } from '../../elements/element-index';
import type { Path } from '../../elements/problem';
import { bindingOf, type Element } from '../../elements/element';
import { placeOfPath } from '../../elements/json-file';

export type FindingCode =
  | 'malformed-element'
  | 'malformed-model'
  | 'required-variable-unset'
  | 'literal-secret'
  | 'undeclared-variable'
  | 'unused-variable'
  | 'conflicting-declaration'
  | 'shared-database'
  | 'shared-server'
  | 'shared-user'
  | 'weaker-tls'
  | 'public-host-without-tls'
  | 'secret-file-not-ignored'
  | 'connection-failed'
  | 'excess-privileges'
  | 'unknown-element'
  | 'model-differs';

/** Something that stands between the workspace and a deployment. Holds no secret. */
export interface Finding {
  readonly code: FindingCode;
  /** An error means: not ready. */
  readonly severity: 'error' | 'warning';
  /** Full name. */
  readonly element?: string;
  readonly variable?: string;
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Relative to the folder, with `/`. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
  /** It holds in every environment, so that an editor points it out without a check as well. */
  readonly standing?: true;
}

/** An element file with its text, in which places are looked up. */
export interface ReadinessElement {
  readonly entry: ElementEntry;
  readonly text: string;
}

type Said = Pick<Finding, 'message' | 'remedy'> & { readonly variable?: string };

/** Where TLS is decided: at its mode, or at the host when the file leaves it out. */
export function tlsPlace(element: Element): Path {
  return bindingOf(element, { group: 'tls', name: 'mode' }) === undefined ? ['connection', 'host'] : ['tls', 'mode'];
}

/** A finding at a path of an element's file. */
export function atPath({ entry, text }: ReadinessElement, code: FindingCode, severity: Finding['severity'], path: Path, said: Said, at: 'value' | 'key' = 'value'): Finding {
  const { line } = placeOfPath(text, path, at).start;
  return { code, severity, element: entry.fullName, folder: entry.folder, file: entry.path, line, ...said };
}
