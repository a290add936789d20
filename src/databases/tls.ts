export interface TlsFacts {
  readonly protocol: string;
  readonly cipher: string;
  /** True when the mode in use checked the chain; the name as well for `verify-full`. */
  readonly verified: boolean;
}

export const TLS_MODES = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
export type TlsMode = (typeof TLS_MODES)[number];

/** True where nothing is sent before the server's certificate has passed. Modes mean the same for every type; one that checks nothing offers none of these. */
export function checksCertificate(mode: TlsMode): mode is 'verify-ca' | 'verify-full' {
  return mode === 'verify-ca' || mode === 'verify-full';
}

/** TLS settings with the files' contents (PEM), read by the host side so that a driver opens no path of its own. */
export interface TlsPolicy {
  readonly mode: TlsMode;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** What a protocol asks of TLS, whomever the policy trusts. */
export interface TlsDialect {
  /** The protocol's name in the handshake (ALPN). */
  readonly applicationProtocol?: string;
  readonly maxVersion?: 'TLSv1.2';
}
