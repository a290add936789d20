import type { PeerCertificate } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TlsMode } from '../../../../src/databases/tls';
import { certificateFacts } from '../../../../src/diagnosis/worker/certificate';
import { identityFailure } from '../../../../src/diagnosis/worker/secure';

const certificate = {
  subject: { CN: 'db.test', O: ['A', 'B'] },
  issuer: { CN: 'Test CA' },
  subjectaltname: 'DNS:db.test, DNS:*.db.test, IP Address:10.0.0.7',
  valid_from: 'Jan 1 00:00:00 2024 GMT',
  valid_to: 'Jan 1 00:00:00 2034 GMT',
  fingerprint256: 'AA:BB',
} as unknown as PeerCertificate;
const none = {} as PeerCertificate;

type Case = [mode: TlsMode, host: string, authorized: boolean, reason: string | undefined, certificate: PeerCertificate, code: string | undefined];

describe('identityFailure', () => {
  it.each<Case>([
    ['prefer', 'other', false, 'CERT_HAS_EXPIRED', certificate, undefined],
    ['require', 'other', false, 'DEPTH_ZERO_SELF_SIGNED_CERT', none, undefined],
    ['verify-ca', 'db.test', true, undefined, certificate, undefined],
    ['verify-ca', 'other', true, undefined, certificate, undefined],
    ['verify-ca', 'db.test', false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', certificate, 'tls-untrusted'],
    ['verify-ca', 'db.test', false, undefined, certificate, 'tls-untrusted'],
    ['verify-ca', 'db.test', false, 'CERT_HAS_EXPIRED', certificate, 'tls-expired'],
    ['verify-ca', 'db.test', false, 'CERT_NOT_YET_VALID', certificate, 'tls-expired'],
    ['verify-ca', 'db.test', true, undefined, none, 'tls-untrusted'],
    ['verify-full', 'db.test', true, undefined, certificate, undefined],
    ['verify-full', 'a.db.test', true, undefined, certificate, undefined],
    ['verify-full', 'a.b.db.test', true, undefined, certificate, 'tls-name-mismatch'],
    ['verify-full', '10.0.0.7', true, undefined, certificate, undefined],
    ['verify-full', '10.0.0.8', true, undefined, certificate, 'tls-name-mismatch'],
    ['verify-full', 'localhost', true, undefined, certificate, 'tls-name-mismatch'],
    ['verify-full', 'db.test', false, 'SELF_SIGNED_CERT_IN_CHAIN', certificate, 'tls-untrusted'],
    ['verify-full', 'db.test', true, undefined, none, 'tls-untrusted'],
  ])('%s of %s, authorized %s (%s)', (mode, host, authorized, reason, presented, code) => {
    const failure = identityFailure({ mode, host, authorized, reason, certificate: presented });
    expect(failure?.facts.code).toBe(code);
    if (code !== undefined && presented !== none) expect(failure?.facts.certificate?.fingerprint).toBe('AA:BB');
  });
});

describe('certificateFacts', () => {
  it('shows what there is to judge a certificate by', () => {
    expect(certificateFacts(certificate)).toEqual({
      subject: 'CN=db.test, O=A+B',
      issuer: 'CN=Test CA',
      validFrom: '2024-01-01 00:00 UTC',
      validTo: '2034-01-01 00:00 UTC',
      names: ['db.test', '*.db.test', '10.0.0.7'],
      fingerprint: 'AA:BB',
    });
  });

  it.each([
    ['DNS:"odd, DNS:name", DNS:plain', ['odd, DNS:name', 'plain']],
    [undefined, ['db.test']],
  ])('lists the names of %s', (subjectaltname, names) => {
    expect(certificateFacts({ ...certificate, subjectaltname } as PeerCertificate).names).toEqual(names);
  });
});
