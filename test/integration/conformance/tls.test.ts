import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { TLS_MODES, type TlsMode } from '../../../src/databases/tls';
import type { FailureCode } from '../../../src/databases/failure';
import { findParameter } from '../../../src/elements/parameter';
import { startFaultProxy } from '../../servers/fault-proxy';
import { sshBannerPeer } from '../../servers/peers';
import { orders } from '../../servers/seed';
import { titled } from '../subjects';
import { addressOf, startFor, type ElementValues, type Running, type TlsTraits } from './subject';
import { failed, passed, testElement } from './test-element';

const certificates = inject('certificates');

/** What each mode comes to, the same for every type: a failure, or what it says of the connection. */
type Expected = FailureCode | 'plain' | 'unverified' | 'verified';
interface Case {
  readonly server: 'none' | 'server' | 'selfSigned' | 'expired' | 'wrongName';
  readonly ca?: 'ca.pem' | 'other-ca.pem' | 'self-signed.pem';
  readonly expected: Readonly<Record<TlsMode, Expected>>;
}

const modes = (disable: Expected, prefer: Expected, require: Expected, verifyCa: Expected, verifyFull: Expected) => ({ disable, prefer, require, 'verify-ca': verifyCa, 'verify-full': verifyFull });
const allRows: readonly Case[] = [
  { server: 'none', expected: modes('plain', 'plain', 'tls-not-offered', 'tls-not-offered', 'tls-not-offered') },
  { server: 'server', ca: 'ca.pem', expected: modes('plain', 'unverified', 'unverified', 'verified', 'verified') },
  { server: 'server', ca: 'other-ca.pem', expected: modes('plain', 'unverified', 'unverified', 'tls-untrusted', 'tls-untrusted') },
  { server: 'server', expected: modes('plain', 'unverified', 'unverified', 'tls-untrusted', 'tls-untrusted') },
  { server: 'selfSigned', ca: 'ca.pem', expected: modes('plain', 'unverified', 'unverified', 'tls-untrusted', 'tls-untrusted') },
  { server: 'selfSigned', ca: 'self-signed.pem', expected: modes('plain', 'unverified', 'unverified', 'verified', 'verified') },
  { server: 'expired', ca: 'ca.pem', expected: modes('plain', 'unverified', 'unverified', 'tls-expired', 'tls-expired') },
  { server: 'wrongName', ca: 'ca.pem', expected: modes('plain', 'unverified', 'unverified', 'verified', 'tls-name-mismatch') },
];

const cases = titled.flatMap(([title, subject]) => (subject.server?.tls === undefined ? [] : [[title, { ...subject, tls: subject.server.tls }] as const]));

/** Those that a server can be tried with; one that is given has a certificate that nobody here knows, or none. */
function rowsFor(tls: TlsTraits | 'offered' | 'not offered'): readonly Case[] {
  if (typeof tls === 'object') return allRows;
  return allRows.filter(({ server, ca }) => (tls === 'offered' ? server === 'server' && ca === 'other-ca.pem' : server === 'none'));
}

describe.each(cases)('TLS of %s', (_title, subject) => {
  const { type, tls, start } = subject;
  const rows = rowsFor(tls);
  const plainBesideTls = typeof tls === 'string' || tls.plainBesideTls;
  const offered = findParameter(type, 'tls.mode');
  const offers = (mode: TlsMode): boolean => offered?.kind === 'choice' && offered.choices.some(({ value }) => value === mode);

  describe.each([...new Set(rows.map((one) => one.server))])('a server with certificate: %s', (name) => {
    let running: Running;
    beforeAll(async () => {
      running = await (typeof tls === 'string' ? start() : tls.startWith(name === 'none' ? undefined : certificates[name]));
    });
    afterAll(() => running.stop());

    const inEachMode = rows.filter((one) => one.server === name).flatMap(({ ca, expected }) => TLS_MODES.filter(offers).map((mode) => [mode, ca ?? 'the CAs of Node.js', expected[mode], ca] as const));
    it.each(inEachMode.filter(([mode]) => mode !== 'disable' || name === 'none' || plainBesideTls))('%s with %s: %s', async (mode, _authorities, expected, ca) => {
      const proxy = await startFaultProxy(addressOf(running.good), { kind: 'none' });
      try {
        const change: ElementValues = { host: 'localhost', port: proxy.port, 'tls.mode': mode, ...(ca === undefined ? {} : { 'tls.ca': ca }) };
        const tested = await testElement(type, running, { change });
        if (expected === 'plain' || expected === 'unverified' || expected === 'verified') {
          expect(passed(tested).tls?.verified).toBe({ plain: undefined, unverified: false, verified: true }[expected]);
          if (expected !== 'plain') expect(tested.report).toMatch(/TLS: TLSv1\.[23], \S+, certificate (verified|not checked)/);
        } else {
          expect(failed(tested)).toMatchObject({ code: expected, stage: 'secure' });
          // Nothing that a peer could use has been sent.
          expectNoCredentials(proxy.received());
        }
        await proxy.allClosed();
      } finally {
        await proxy.stop();
      }
    });
  });

  describe.runIf(typeof tls === 'object')('the files of the element', () => {
    let running: Running;
    beforeAll(async () => {
      running = await startFor('verify-full', subject, certificates.server);
    });
    afterAll(() => running.stop());

    it('checks the certificate of a host that is an address', async () => {
      const tested = await testElement(type, running, { change: { 'tls.mode': 'verify-full', 'tls.ca': 'ca.pem' } });
      expect(passed(tested).tls).toMatchObject({ protocol: expect.stringMatching(/^TLSv1\.[23]$/), verified: true });
    });

    it('presents a client certificate', async () => {
      passed(await testElement(type, running, { change: { 'tls.mode': 'verify-full', 'tls.ca': 'ca.pem', 'tls.cert': 'client.pem', 'tls.key': 'client.key' } }));
    });

    it.each([
      ['a file that is no certificate', { 'tls.mode': 'verify-ca', 'tls.ca': 'ca.conf' }, 'tls.ca'],
      ['a key in place of a CA', { 'tls.mode': 'verify-ca', 'tls.ca': 'client.key' }, 'tls.ca'],
      ['a certificate without its key', { 'tls.mode': 'require', 'tls.cert': 'client.pem' }, 'tls.key'],
      ['a certificate with the key of another', { 'tls.mode': 'require', 'tls.cert': 'client.pem', 'tls.key': 'server.key' }, 'tls.key'],
    ])('tells %s', async (_what, change, field) => {
      expect(failed(await testElement(type, running, { change }))).toMatchObject({ code: 'invalid-parameter', field });
    });
  });

  it('sends no credentials to a peer that has not shown that it is the server', async () => {
    const [peer, running] = await Promise.all([sshBannerPeer(), start()]);
    try {
      failed(await testElement(type, running, { change: { host: peer.host, port: peer.port, 'tls.mode': 'require' } }));
      await peer.allClosed();
      expectNoCredentials(peer.received());
    } finally {
      await Promise.all([peer.stop(), running.stop()]);
    }
  });
});

/** Neither in the encoding of most protocols nor in that of TDS. */
function expectNoCredentials(sent: Buffer): void {
  for (const encoding of ['utf8', 'utf16le'] as const) expect(sent.includes(Buffer.from(orders.user, encoding))).toBe(false);
}
