import type { FailureCode, FailureFacts } from '../failure';

interface Meaning {
  readonly code: FailureCode;
  readonly field?: string;
}

const byCode: Readonly<Record<string, Meaning>> = {
  ENOTFOUND: { code: 'host-not-found', field: 'host' },
  EAI_NODATA: { code: 'host-not-found', field: 'host' },
  EAI_NONAME: { code: 'host-not-found', field: 'host' },
  EAI_AGAIN: { code: 'host-not-found', field: 'host' },
  EAI_FAIL: { code: 'host-not-found', field: 'host' },
  ECONNREFUSED: { code: 'connection-refused', field: 'port' },
  EHOSTUNREACH: { code: 'unreachable', field: 'host' },
  ENETUNREACH: { code: 'unreachable', field: 'host' },
  EHOSTDOWN: { code: 'unreachable', field: 'host' },
  ENETDOWN: { code: 'unreachable', field: 'host' },
  EADDRNOTAVAIL: { code: 'unreachable', field: 'host' },
  EACCES: { code: 'unreachable', field: 'host' },
  EPERM: { code: 'unreachable', field: 'host' },
  ETIMEDOUT: { code: 'timed-out', field: 'host' },
  ECONNRESET: { code: 'connection-closed' },
  ECONNABORTED: { code: 'connection-closed' },
  EPIPE: { code: 'connection-closed' },
  ERR_STREAM_DESTROYED: { code: 'connection-closed' },
  ERR_STREAM_WRITE_AFTER_END: { code: 'connection-closed' },
  // The peer refuses the client's certificate, or the lack of one. With TLS 1.3 it says so after the handshake.
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: { code: 'authentication-failed', field: 'tls.cert' },
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: { code: 'authentication-failed', field: 'tls.cert' },
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: { code: 'authentication-failed', field: 'tls.cert' },
  'ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE': { code: 'authentication-failed', field: 'tls.cert' },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: { code: 'authentication-failed', field: 'tls.cert' },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: { code: 'authentication-failed', field: 'tls.cert' },
};

// TLS was offered, but in no version or cipher that Node.js accepts.
const noCommonTls = /^ERR_SSL_.*(UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|HANDSHAKE_FAILURE|NO_SHARED_CIPHER|NO_PROTOCOLS_AVAILABLE|DH_KEY_TOO_SMALL|UNSAFE_LEGACY)/;

/** Errors of sockets, of the name service and of TLS, which mean the same for every driver. */
export function classifyNetworkError(error: unknown): FailureFacts | undefined {
  const driverCode = errorCode(error);
  if (driverCode === undefined) return undefined;
  const driverMessage = errorMessage(error);
  const meaning = Object.hasOwn(byCode, driverCode) ? byCode[driverCode] : undefined;
  if (meaning !== undefined) return { ...meaning, driverCode, driverMessage };
  if (noCommonTls.test(driverCode)) return { code: 'tls-not-offered', driverCode, driverMessage, field: 'tls.mode' };
  // What came in place of a TLS record was something else.
  if (driverCode === 'ERR_SSL_WRONG_VERSION_NUMBER' || driverCode === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return { code: 'wrong-protocol', driverCode, driverMessage, field: 'port' };
  }
  return undefined;
}

/** The `code` of an error, e.g. `ECONNREFUSED` or `28P01`. */
export function errorCode(error: unknown): string | undefined {
  const code = property(error, 'code');
  return typeof code === 'string' ? code : undefined;
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A property of something that came from a driver. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
