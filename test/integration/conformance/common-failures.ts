import { expect, inject } from 'vitest';
import type { TlsMode } from '../../../src/databases/tls';
import type { FailureCode } from '../../../src/databases/failure';
import type { KeyPair } from '../../servers/certificates';
import { blackHole, closingPeer, freePort, httpPeer, resettingPeer, silentPeer, sshBannerPeer } from '../../servers/peers';
import { startTdsServer } from '../../servers/tds/tds-server';
import { startTns } from '../../servers/tns/server';
import { withDriver, type Fake } from './fake-drivers';
import { addressOf, changed, modesOf, type Address, type ElementValues, type FailureCase, type ServerTraits, type Subject, type TlsTraits } from './subject';

/** Short enough to wait for, long enough for a worker to start and for every stage before the one that hangs. */
export const SHORT_MS = 2_500;

const certificates = inject('certificates');

/** The failures that every type of the subject's kind has. */
export function commonFailures(subject: Subject): readonly FailureCase[] {
  const { server } = subject;
  if (server === undefined) return failuresOfAny(subject);
  return [...failuresOfAny(subject), ...networkFailures(subject, server), ...(typeof server.tls === 'object' ? tlsFailures(server.tls) : [])];
}

function failuresOfAny({ type }: Subject): readonly FailureCase[] {
  const first = type.kind === 'file' ? 'open' : 'lookup';
  const place = type.kind === 'file' ? 'file' : 'host';
  const driver = (code: FailureCode, what: string, fake: Fake | undefined, expected: object = {}): FailureCase => ({
    code,
    what,
    expected: { stage: first, ...expected },
    arrange: async () => ({ ...(await withDriver(type.driver, fake)), ...(code === 'timed-out' ? { deadlineMs: SHORT_MS } : {}) }),
  });
  return [
    changed('variable-unset', 'a variable without a value', { [place]: { variable: 'NOWHERE' } }, { stage: 'resolve', field: place, actions: expect.arrayContaining([expect.objectContaining({ variable: 'NOWHERE' })]) }),
    {
      code: 'invalid-parameter',
      what: 'a variable with a value that does not fit',
      expected: { stage: 'resolve', field: 'timeouts.connectMs' },
      arrange: () => ({ change: { 'timeouts.connectMs': { variable: 'PATIENCE' } }, environment: { PATIENCE: 'some' } }),
    },
    { code: 'cancelled', what: 'a test that is cancelled before it begins', expected: { stage: 'resolve' }, arrange: () => ({ signal: AbortSignal.abort() }) },
    driver('driver-missing', 'a driver that was not shipped', undefined),
    driver('driver-crashed', 'a fake driver with an uncaught exception', 'throwsLater', { evidence: { driverMessage: 'a defect of the driver' } }),
    driver('driver-crashed', 'a fake driver with an unhandled rejection', 'rejectsUnheard', { evidence: { driverMessage: 'a defect of the driver' } }),
    driver('driver-crashed', 'a fake driver that ends its thread', 'endsItsThread'),
    driver('unknown', 'a fake driver with an error that nobody knows', 'failsStrangely', { driverCode: 'X-0815', evidence: { driverMessage: 'flux capacitor' } }),
    driver('timed-out', 'a fake driver that never settles', 'neverSettles'),
    driver('timed-out', 'a fake driver that blocks its thread', 'blocksItsThread'),
  ];
}

function networkFailures(subject: Subject, { meeting }: ServerTraits): readonly FailureCase[] {
  const { type } = subject;
  const at = ({ host, port }: Address): ElementValues => ({ host, port });
  const elsewhere = (code: FailureCode, what: string, change: ElementValues, expected: FailureCase['expected']): FailureCase => ({ code, what, expected, arrange: () => ({ ...meeting, change }) });
  const peer = (code: FailureCode, what: string, start: () => Promise<Address & { stop(): Promise<void> }>, mode: TlsMode, expected: FailureCase['expected']): FailureCase => ({
    code,
    what: `${what}, TLS mode ${mode}`,
    expected,
    arrange: async () => {
      const started = await start();
      return { ...meeting, change: { ...at(started), 'tls.mode': mode }, release: () => started.stop(), ...(code === 'timed-out' ? { deadlineMs: SHORT_MS } : {}) };
    },
  });
  const others = { MySQL: inject('mariadb'), PostgreSQL: inject('postgres') };
  const anyCode = { driverCode: expect.any(String) };
  return [
    { code: 'secret-missing', what: 'a password that is not stored', expected: { stage: 'resolve', field: 'password' }, arrange: () => ({ nothingStored: true }) },
    elsewhere('host-not-found', 'a name without an address', { host: 'something.invalid' }, { stage: 'lookup', field: 'host', ...anyCode }),
    {
      code: 'connection-refused',
      what: 'a port on which nothing listens',
      expected: { stage: 'reach', field: 'port', ...anyCode, actions: expect.arrayContaining([expect.objectContaining({ kind: 'setField', field: 'port', value: type.defaultPort })]) },
      arrange: async () => ({ ...meeting, change: { port: await freePort() } }),
    },
    // The broadcast address of the loopback network, to which no connection can be made and nothing is sent.
    elsewhere('unreachable', 'an address without a route', { host: '127.255.255.255' }, { stage: 'reach', field: 'host', ...anyCode }),
    peer('timed-out', 'a port that drops packets', blackHole, 'disable', { stage: 'reach', field: 'host' }),
    ...modesOf(subject).flatMap(([mode, silentAt]) => [
      peer('timed-out', 'a peer that says nothing', silentPeer, mode, { stage: silentAt, field: 'timeouts.connectMs' }),
      peer('connection-closed', 'a peer that closes at once', () => closingPeer(), mode, { stage: silentAt }),
      // Where the reset meets the test is up to the system.
      peer('connection-closed', 'a peer that resets', () => resettingPeer(), mode, { stage: expect.stringMatching(/^(reach|secure|authenticate)$/) }),
      ...([['SSH', sshBannerPeer], ['HTTP', httpPeer]] as const).map(([name, start]) =>
        peer('wrong-protocol', `a peer that speaks ${name}`, start, mode, { stage: silentAt, field: 'port', message: expect.stringContaining(`speaks ${name}`) }),
      ),
      ...([['SQL Server', startTdsServer], ['Oracle', startTns]] as const).flatMap(([name, start]) =>
        type.label === name ? [] : [peer('wrong-protocol', `a test server of ${name}`, () => start(), mode, { stage: silentAt, field: 'port', message: expect.stringContaining(`speaks ${name}`) })],
      ),
      ...Object.entries(others).flatMap(([name, other]) =>
        type.label.startsWith(name) ? [] : [elsewhere('wrong-protocol', `a server of ${name}, TLS mode ${mode}`, { ...at(other), 'tls.mode': mode }, { stage: silentAt, field: 'port', message: expect.stringContaining(`speaks ${name}`) })],
      ),
    ]),
  ];
}

function tlsFailures({ startWith }: TlsTraits): readonly FailureCase[] {
  const withServer = (code: FailureCode, what: string, tls: KeyPair | undefined, change: ElementValues, expected: object): FailureCase => ({
    code,
    what,
    expected: { stage: 'secure', ...expected },
    arrange: async () => {
      const started = await startWith(tls);
      return { change: { ...addressOf(started.good), ...change }, release: () => started.stop() };
    },
  });
  const trusting = { 'tls.ca': 'ca.pem' };
  const shown = (certificate: object) => ({ evidence: { certificate } });
  const offersToTrust = (subject: string) => ({ actions: expect.arrayContaining([expect.objectContaining({ kind: 'trustAuthority', authority: expect.objectContaining({ subject }) })]) });
  return [
    withServer('tls-not-offered', 'a server without TLS', undefined, { 'tls.mode': 'require' }, { field: 'tls.mode' }),
    withServer('tls-untrusted', 'a certificate of another authority', certificates.server, { 'tls.mode': 'verify-ca', 'tls.ca': 'other-ca.pem' }, {
      field: 'tls.ca',
      ...shown({ subject: 'CN=localhost', issuer: 'CN=Database Elements Test CA' }),
      actions: expect.not.arrayContaining([expect.objectContaining({ kind: 'trustAuthority' })]),
    }),
    withServer('tls-untrusted', 'a certificate that the server made itself', certificates.selfSigned, { 'tls.mode': 'verify-full', 'tls.ca': 'other-ca.pem' }, offersToTrust('CN=localhost')),
    withServer('tls-untrusted', 'an authority that the server presents', certificates.withAuthority, { 'tls.mode': 'verify-full', 'tls.ca': 'other-ca.pem' }, offersToTrust('CN=Database Elements Test CA')),
    withServer('tls-expired', 'a certificate that is no longer valid', certificates.expired, { 'tls.mode': 'verify-ca', ...trusting }, shown({ validTo: expect.stringContaining('2021') })),
    withServer('tls-name-mismatch', 'a certificate for another host', certificates.wrongName, { 'tls.mode': 'verify-full', ...trusting }, { field: 'host', ...shown({ names: ['db.example.test'] }) }),
    changed('file-not-found', 'a CA certificate that is not there', { 'tls.mode': 'verify-ca', 'tls.ca': 'nowhere.pem' }, { stage: 'resolve', field: 'tls.ca' }),
  ];
}
