import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls';
import type { CertificateFacts, PresentedAuthority } from '../../databases/failure';

/** OpenSSL verifies no longer ones by default. */
const MAX_CHAIN = 100;

/** What people need to know of a certificate to judge it. */
export function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    validFrom: dateOf(certificate.valid_from),
    validTo: dateOf(certificate.valid_to),
    names: certificateNames(certificate),
    fingerprint: certificate.fingerprint256,
  };
}

/** The authority at the end of the chain that the server presents, if it presents it. */
export function presentedAuthority(leaf: DetailedPeerCertificate): PresentedAuthority | undefined {
  let last = leaf;
  // Node.js lets the end of a chain refer to itself, and leaves the reference out where the issuer was not presented.
  for (let length = 0; length < MAX_CHAIN && isPresented(last.issuerCertificate) && last.issuerCertificate !== last; length += 1) last = last.issuerCertificate;
  const certificate = new X509Certificate(last.raw);
  if (!certificate.checkIssued(certificate)) return undefined;
  return { subject: distinguishedName(last.subject), validTo: dateOf(last.valid_to), fingerprint: last.fingerprint256, pem: certificate.toString() };
}

/** "2030-01-31 14:02 UTC" for OpenSSL's "Jan 31 14:02:11 2030 GMT", which is kept where it cannot be read. */
function dateOf(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** A server may present no certificate at all; Node.js then gives an empty object. */
export function isPresented(certificate: PeerCertificate | undefined): boolean {
  return certificate !== undefined && Object.keys(certificate).length > 0;
}

function distinguishedName(name: unknown): string {
  if (typeof name !== 'object' || name === null) return '';
  return Object.entries(name)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ');
}

// Names that contain a separator are quoted in the text of Node.js: `DNS:"a, DNS:b"` is one odd name.
function certificateNames(certificate: PeerCertificate): readonly string[] {
  const alternatives = certificate.subjectaltname?.match(/(?:DNS|IP Address):(?:"[^"]*"|[^,]*)/g) ?? [];
  const names = alternatives.map((entry) => entry.replace(/^(?:DNS|IP Address):/, '').replace(/^"|"$/g, '').trim());
  if (names.length > 0) return names;
  const common: unknown = certificate.subject.CN;
  return typeof common === 'string' ? [common] : [];
}
