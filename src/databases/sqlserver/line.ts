import type { Socket } from 'node:net';
import type { ConnectionContext, ConnectionJob, PortFinder } from '../connection';
import { checksCertificate } from '../tls';
import { ConnectionFailure } from '../failure';
import { isLoopback } from '../shared/first-bytes';
import { closedFacts, endOf, patienceOf, unmasking } from '../shared/silent-peer';
import { tlsDetail, tlsNotOffered, UNENCRYPTED, type Line } from '../shared/tls-stage';
import { PACKET_SIZE } from './packet';
import { askEncryption, ENCRYPTION } from './prelogin';
import { PreloginTunnel } from './prelogin-tunnel';

/** A connection up to where credentials are sent. */
export interface ReadyLine extends Line {
  /** The socket below TLS. */
  readonly raw: Socket;
  /** The first step of a sign-in: throws when no credentials may be sent. */
  readonly permit: () => Promise<void> | void;
}

/** `lookup`, `reach` and `secure`: all that the policy on TLS demands is met before any credential is sent. */
export async function openLine(host: string, port: number | PortFinder, job: ConnectionJob, context: ConnectionContext): Promise<ReadyLine> {
  const strict = job.values['options.strictEncryption'] === true;
  if (strict && !checksCertificate(job.tls.mode)) await context.stage('secure', refuseUnverified);
  const raw = await context.connect(host, port);
  if (job.tls.mode === 'disable') {
    context.skip('secure');
    return { socket: raw, raw, permit: () => agreeOnNoEncryption(raw, job) };
  }
  return context.stage('secure', async (detail) => {
    const line = strict ? await secureBefore(raw, host, job, context) : await secureWithin(raw, host, job, context);
    detail(line.tls === undefined ? UNENCRYPTED : tlsDetail(line.tls));
    const permit = (): void => {
      if (line.tls === undefined) forbidPlainPassword(raw);
    };
    return { ...line, raw, permit };
  });
}

function refuseUnverified(): never {
  const driverMessage = 'strict encryption always checks the certificate, which takes "verify-ca" or "verify-full"';
  throw new ConnectionFailure({ code: 'invalid-parameter', field: 'tls.mode', suggestedTlsMode: 'verify-full', driverMessage });
}

/** TDS 7: the server is asked first, and the handshake travels in its packets. */
async function secureWithin(raw: Socket, host: string, job: ConnectionJob, context: ConnectionContext): Promise<Line> {
  if (!encrypts(await asSqlserver(raw, job, () => askEncryption(raw, ENCRYPTION.on)))) {
    if (job.tls.mode !== 'prefer') throw tlsNotOffered();
    return { socket: raw };
  }
  const tunnel = new PreloginTunnel(raw);
  // The last messages of TLS 1.3 come after the handshake, where TDS 7 has no packets for them any more.
  const { socket, tls } = await context.secure(tunnel, host, job.tls, { maxVersion: 'TLSv1.2' });
  tunnel.handshakeDone();
  socket.setMaxSendFragment(PACKET_SIZE);
  return { socket, tls };
}

/** TDS 8, which is called strict encryption: TLS comes before everything else. */
async function secureBefore(raw: Socket, host: string, job: ConnectionJob, context: ConnectionContext): Promise<Line> {
  try {
    return await asSqlserver(raw, job, async () => {
      const { socket, tls } = await context.secure(raw, host, job.tls, { applicationProtocol: 'tds/8.0' });
      await askEncryption(socket, ENCRYPTION.notSupported);
      return { socket, tls };
    });
  } catch (error) {
    const facts = closedFacts(error);
    if (facts === undefined) throw error;
    const driverMessage = 'The server closed the connection at the TLS handshake. Strict encryption needs SQL Server 2022 or later, or Azure SQL.';
    throw new ConnectionFailure({ ...facts, code: 'tls-not-offered', field: 'options.strictEncryption', driverMessage }, { cause: error });
  }
}

function asSqlserver<T>(raw: Socket, job: ConnectionJob, work: () => Promise<T>): Promise<T> {
  return unmasking(endOf(raw), 'SQL Server', patienceOf(job.values), work);
}

/** What `disable` means is said to the server too; one that insists on encryption says so in time. */
async function agreeOnNoEncryption(raw: Socket, job: ConnectionJob): Promise<void> {
  if (encrypts(await asSqlserver(raw, job, () => askEncryption(raw, ENCRYPTION.notSupported)))) {
    throw new ConnectionFailure({ code: 'tls-required', field: 'tls.mode', suggestedTlsMode: 'require', driverMessage: 'The server demands encryption.' });
  }
  forbidPlainPassword(raw);
}

/** The sign-in of TDS disguises the password, which is no more than plain text. On the loopback interface nobody is in between. */
export function forbidPlainPassword({ remoteAddress }: Pick<Socket, 'remoteAddress'>): void {
  if (isLoopback(remoteAddress)) return;
  throw new ConnectionFailure({
    code: 'authentication-unsupported',
    field: 'tls.mode',
    suggestedTlsMode: 'require',
    driverMessage: 'The password would go in plain text over a connection that is not encrypted.',
  });
}

function encrypts(answer: number): boolean {
  return answer === ENCRYPTION.on || answer === ENCRYPTION.required;
}
