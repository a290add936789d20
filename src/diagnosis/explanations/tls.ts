import type { CertificateFacts } from '../../databases/failure';
import type { PreparationFailure } from '../preparation-failure';
import type { Explanation, Explanations, Names } from './explanation';

/** Whether the connection is encrypted, and to whom. */
export const tlsExplanations: Explanations<'tls-not-offered' | 'tls-required' | 'tls-untrusted' | 'tls-expired' | 'tls-name-mismatch'> = {
  'tls-not-offered': (facts, names) => ({ ...notOffered(facts, names), field: 'tls.mode' }),
  'tls-required': (facts, names, { type }) => ({
    message: `The server on ${names.address} accepts ${names.user === '' ? 'this user' : `"${names.user}"`} only with TLS${
      facts.clientAddress === undefined || type.allowList === undefined ? '' : `: its ${type.allowList} does not let ${facts.clientAddress} in without it`
    }.`,
    remedies: [`Set the TLS mode to "${facts.suggestedTlsMode ?? 'require'}" or stricter.`, 'TLS mode says how strictly the server is checked; "verify-full" is right for production.'],
    field: 'tls.mode',
  }),
  'tls-untrusted': ({ certificate }, names) => ({
    message: untrusted(certificate, names),
    remedies: [
      'Get the CA certificate from whoever runs the server, and name its file under "CA certificate".',
      ...(certificate === undefined ? [] : [trustOnlyAfterComparing(certificate)]),
      'Never lower the TLS mode for a server outside this machine: the password could go to anyone.',
    ],
    field: 'tls.ca',
  }),
  'tls-expired': ({ certificate }, names) => ({
    message: `The certificate of ${names.host} is not valid today${certificate === undefined ? '' : `: it is valid from ${certificate.validFrom} to ${certificate.validTo}`}.`,
    remedies: ['Ask whoever runs the server to renew the certificate.', 'Is the clock of this machine right?'],
    field: 'tls.mode',
  }),
  'tls-name-mismatch': ({ certificate }, names) => ({
    message: `The certificate was not made for "${names.host}"${certificate === undefined || certificate.names.length === 0 ? '' : `, but for ${certificate.names.join(', ')}`}.`,
    remedies: ['Use a host name that the certificate names.', 'With "verify-ca" the name is not checked; only where every server of that authority may be trusted.'],
    field: 'host',
  }),
};

function notOffered({ field, driverCode }: PreparationFailure, names: Names): Explanation {
  const local = 'For a server on this machine only, TLS mode "prefer" or "disable" can do.';
  if (field !== undefined && field !== 'tls.mode') {
    return {
      message: `The server on ${names.address} does not offer TLS as "${names.field}" demands it. Nothing was sent.`,
      remedies: [`Switch "${names.field}" off: the TLS mode goes on deciding how strictly the server is checked.`, 'Or turn it on in the server’s configuration, if its version has it.'],
    };
  }
  if (driverCode?.startsWith('ERR_SSL_') === true) {
    return {
      message: `The server on ${names.address} offers TLS, but no version or cipher of it that is accepted here. Nothing was sent.`,
      remedies: ['Let the server offer TLS 1.2 or later: look into its configuration, or for an update.', local],
    };
  }
  return {
    message: `The server on ${names.address} does not offer TLS, and the TLS mode demands it. Nothing was sent.`,
    remedies: ['Turn TLS on in the server’s configuration.', local],
  };
}

function untrusted(certificate: CertificateFacts | undefined, { host }: Names): string {
  if (certificate === undefined) return `The certificate of ${host} comes from no authority that is trusted here.`;
  if (certificate.subject === certificate.issuer) return `The server on ${host} made its certificate itself (${certificate.subject}), so nobody that is trusted here vouches for it.`;
  return `The certificate of ${host} comes from no authority that is trusted here: it was issued by ${certificate.issuer}.`;
}

/** The fingerprint is the one of what would be trusted. */
function trustOnlyAfterComparing({ authority, fingerprint }: CertificateFacts): string {
  return authority === undefined
    ? `Compare the fingerprint with the server’s administrator first: SHA-256 ${fingerprint}`
    : `Or trust the one that the server presents, once its administrator has confirmed the fingerprint: SHA-256 ${authority.fingerprint}`;
}
