import { TLS_MODES } from '../../databases/tls';
import type { TypedElement } from '../../databases/typed-element';
import { findParameter } from '../../elements/parameter';
import type { ValueSources } from '../../environments/sources';
import { plainValues } from '../prepare';
import { atPath, tlsPlace, type Finding, type ReadinessElement } from './finding';
import { roleOf } from './input';
import { hostScope } from './public-host';

/**
 * A host that the internet reaches, over a connection that may be in plain text. `prefer` does not count as encrypted:
 * whoever sits in between only has to refuse TLS. `require` keeps out a listener, `verify-full` an impostor as well.
 */
export function publicHostFindings(subject: ReadinessElement, { element, type }: TypedElement, sources: ValueSources): Finding[] {
  const role = roleOf(sources.environment);
  const parameter = findParameter(type, 'tls.mode');
  if (role === 'development' || parameter === undefined) return [];
  const values = plainValues(element, type, sources);
  const { host } = values;
  const mode = TLS_MODES.find((candidate) => candidate === (values['tls.mode'] ?? parameter.default)) ?? 'prefer';
  if (host === undefined || (mode !== 'disable' && mode !== 'prefer') || hostScope(String(host)) !== 'public') return [];
  return [
    atPath(subject, 'public-host-without-tls', role === 'production' ? 'error' : 'warning', tlsPlace(element), {
      message: `${String(host)} looks public, and TLS mode "${mode}" ${mode === 'disable' ? 'sends' : 'can be made to send'} the password and all data in plain text in ${sources.environment}.`,
      remedy: 'Set the TLS mode to "verify-full", which also checks that the server is the right one; "require" encrypts only.',
    }),
  ];
}
