import type { PeerCertificate } from 'node:tls';
import type { CertificateFacts } from '../../databases/failure';

/** What people need to know of a certificate to judge it. */
export function certificateFacts(certificate: PeerCertificate): CertificateFacts {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
    names: certificateNames(certificate),
    fingerprint: certificate.fingerprint256,
  };
}

/** A server may present no certificate at all; Node.js then gives an empty object. */
export function isPresented(certificate: PeerCertificate): boolean {
  return Object.keys(certificate).length > 0;
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
