import { X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkServerIdentity, connect, createSecureContext, type PeerCertificate, type SecureContext, type TLSSocket } from 'node:tls';
import { checksCertificate, type TlsDialect, type TlsFacts, type TlsPolicy } from '../../databases/tls';
import { ConnectionFailure, type FailureCode, type PresentedAuthority } from '../../databases/failure';
import { connectionClosed } from '../../databases/shared/first-bytes';
import { errorCode, errorMessage } from '../../databases/shared/network-failure';
import { certificateFacts, isPresented, presentedAuthority } from './certificate';

export interface Secured {
  readonly socket: TLSSocket;
  readonly tls: TlsFacts;
}

/**
 * Makes TLS over a connected stream and holds it against the policy. Node.js is told to accept every certificate, so that
 * the verdict and the certificate are both at hand here, where nothing has been sent yet: what does not pass is destroyed.
 */
export async function secureSocket(raw: Duplex, host: string, policy: TlsPolicy, track: (socket: Socket) => void, dialect: TlsDialect = {}): Promise<Secured> {
  if (policy.mode === 'disable') throw new Error('TLS is disabled and must not be asked for');
  // Over a socket that is closed already, Node.js never says how the handshake went.
  if (raw.destroyed) throw connectionClosed();
  const name = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  const socket = await handshake(raw, name, secureContext(policy, dialect), track, dialect);
  const certificate = socket.getPeerCertificate();
  const authority = (): PresentedAuthority | undefined => presentedAuthority(socket.getPeerCertificate(true));
  const failure = identityFailure({ mode: policy.mode, host: name, authorized: socket.authorized, reason: reasonOf(socket), certificate, authority });
  if (failure !== undefined) {
    socket.destroy();
    throw failure;
  }
  return { socket, tls: { protocol: socket.getProtocol() ?? '', cipher: socket.getCipher().name, verified: checksCertificate(policy.mode) } };
}

export interface PresentedIdentity {
  readonly mode: TlsPolicy['mode'];
  readonly host: string;
  /** The chain leads to a trusted authority and is in its time. */
  readonly authorized: boolean;
  /** Why not, as a code of OpenSSL. */
  readonly reason: string | undefined;
  readonly certificate: PeerCertificate;
  /** The end of the presented chain, asked for where nobody trusts it. */
  readonly authority?: () => PresentedAuthority | undefined;
}

/** Decides on the certificate that a server presents. */
export function identityFailure({ mode, host, authorized, reason, certificate, authority }: PresentedIdentity): ConnectionFailure | undefined {
  if (!checksCertificate(mode)) return undefined;
  if (!isPresented(certificate)) {
    return new ConnectionFailure({ code: 'tls-untrusted', field: 'tls.mode', driverMessage: 'The server presents no certificate.' });
  }
  const refuse = (code: FailureCode, field: string, driverMessage: string, driverCode?: string): ConnectionFailure => {
    const presented = code === 'tls-untrusted' ? authority?.() : undefined;
    const facts = { ...certificateFacts(certificate), ...(presented === undefined ? {} : { authority: presented }) };
    return new ConnectionFailure({ code, field, driverMessage, certificate: facts, ...(driverCode === undefined ? {} : { driverCode }) });
  };
  if (!authorized) {
    const expired = reason === 'CERT_HAS_EXPIRED' || reason === 'CERT_NOT_YET_VALID';
    return refuse(expired ? 'tls-expired' : 'tls-untrusted', 'tls.ca', `The certificate is not accepted: ${reason ?? 'no reason given'}`, reason);
  }
  if (mode !== 'verify-full') return undefined;
  const mismatch = checkServerIdentity(host, certificate);
  return mismatch === undefined ? undefined : refuse('tls-name-mismatch', 'host', mismatch.message, errorCode(mismatch));
}

function handshake(raw: Duplex, host: string, context: SecureContext, track: (socket: Socket) => void, { applicationProtocol }: TlsDialect): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // A server name indication must not be an address (RFC 6066).
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const protocols = applicationProtocol === undefined ? {} : { ALPNProtocols: [applicationProtocol] };
    const socket = connect({ socket: raw, secureContext: context, rejectUnauthorized: false, checkServerIdentity: () => undefined, ...servername, ...protocols });
    track(socket);
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

// Without a check of the chain there is no need to load the authorities of Node.js, which takes milliseconds.
function secureContext(policy: TlsPolicy, { maxVersion }: TlsDialect): SecureContext {
  const ca = policy.ca === undefined ? (checksCertificate(policy.mode) ? {} : { ca: [] }) : { ca: authorities(policy.ca) };
  if ((policy.cert === undefined) !== (policy.key === undefined)) {
    const field = policy.cert === undefined ? 'tls.cert' : 'tls.key';
    throw new ConnectionFailure({ code: 'invalid-parameter', field, driverMessage: 'A client certificate and its key are needed together.' });
  }
  const client = policy.cert === undefined || policy.key === undefined ? {} : { cert: pem('tls.cert', policy.cert), key: pem('tls.key', policy.key) };
  try {
    return createSecureContext({ ...ca, ...client, ...(maxVersion === undefined ? {} : { maxVersion }) });
  } catch (error) {
    throw new ConnectionFailure({ code: 'invalid-parameter', field: culprit(policy), driverMessage: errorMessage(error), ...codeOf(error) }, { cause: error });
  }
}

// OpenSSL takes a file without a readable certificate for an empty list, and then calls every server untrusted.
function authorities(text: string): string {
  const checked = pem('tls.ca', text);
  try {
    // The constructor reads the first certificate and throws when it cannot.
    return new X509Certificate(checked).raw.length > 0 ? checked : '';
  } catch (error) {
    throw new ConnectionFailure({ code: 'invalid-parameter', field: 'tls.ca', driverMessage: errorMessage(error) }, { cause: error });
  }
}

function pem(field: string, text: string): string {
  if (text.includes('-----BEGIN ')) return text;
  throw new ConnectionFailure({ code: 'invalid-parameter', field, driverMessage: 'The file holds nothing in PEM format.' });
}

function culprit(policy: TlsPolicy): string {
  for (const field of ['ca', 'cert'] as const) {
    try {
      const value = policy[field];
      if (value !== undefined) createSecureContext({ [field]: value });
    } catch {
      return `tls.${field}`;
    }
  }
  return 'tls.key';
}

// Node.js types it as an Error and sets the code of OpenSSL, a string.
function reasonOf(socket: TLSSocket): string | undefined {
  const reason: unknown = socket.authorizationError;
  if (typeof reason === 'string') return reason;
  return errorCode(reason) ?? (reason instanceof Error ? reason.message : undefined);
}

function codeOf(error: unknown): { readonly driverCode?: string } {
  const driverCode = errorCode(error);
  return driverCode === undefined ? {} : { driverCode };
}
