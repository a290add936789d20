import type { Duplex } from 'node:stream';
import { delayOf, factsAnswer } from './answers';
import { Logon } from './logon';
import { acceptBody, connectData, dataBody, isEndOfFile, NotTns, packet, PACKET, PacketReader, redirectBody, refuseBody, RENEGOTIATE, type Packet } from './packets';
import { dataTypesReply, errorReply, OracleError, parametersReply, protocolReply, rowsReply, statusReply } from './replies';
import { readRequest, type Request } from './requests';
import type { Moment, TnsOptions, TnsRecord } from './server';

const PING = /\(COMMAND=ping\)/i;
const BREAK = Buffer.from([1, 0, 1]);
const RESET = Buffer.from([1, 0, 2]);
/** 19.21.0.0.0, as it goes over the wire. */
const VERSION = String(19 * 2 ** 24 + 21 * 2 ** 16);

/** What a session needs of the connection that it runs on. */
export interface Line {
  readonly stream: Duplex;
  /** Makes TLS anew over the same connection. */
  renegotiate(): void;
  /** Carries out what the test wants to go wrong; true when the session ends with it. */
  misbehave(at: Moment): boolean;
}

/** One connection, from the listener's answer to the end of the session. */
export class TnsSession {
  private readonly reader = new PacketReader();
  private resent = false;
  private announced: string | undefined;
  private logon: Logon | undefined;
  /** An error waits here until the client has answered the marker that announces it. */
  private withheld: OracleError | undefined;

  constructor(
    private readonly line: Line,
    private readonly options: TnsOptions,
    private readonly record: TnsRecord,
  ) {}

  readonly receive = (chunk: Buffer): void => {
    try {
      for (const next of this.reader.packets(chunk)) this.take(next);
    } catch (error) {
      if (!(error instanceof NotTns)) throw error;
      this.line.stream.destroy();
    }
  };

  private take({ type, body }: Packet): void {
    if (type === PACKET.connect) {
      this.announced = connectData(body);
      if (this.announced !== undefined) this.connect(this.announced);
    } else if (type === PACKET.marker) {
      this.endBreak(body);
    } else if (!this.reader.wide) {
      this.connect(body.toString('latin1', 2));
    } else if (isEndOfFile(body)) {
      this.line.stream.end();
    } else {
      this.serve(readRequest(body.subarray(2)));
    }
  }

  private connect(data: string): void {
    if (PING.test(data)) {
      this.send(PACKET.refuse, refuseBody(0));
      return;
    }
    if (this.line.misbehave('connect')) return;
    if (!this.resent) {
      // Listeners ask for the packet again as a matter of course.
      this.resent = true;
      this.line.stream.write(packet(PACKET.resend, Buffer.alloc(0), { flags: this.options.renegotiate === true ? RENEGOTIATE : 0 }));
      if (this.options.renegotiate === true) this.line.renegotiate();
      return;
    }
    this.record.connectData.push(data);
    const refusal = this.options.refuse ?? this.unknown(data);
    if (refusal !== undefined) {
      this.send(PACKET.refuse, refuseBody(refusal));
      this.line.stream.end();
    } else if (this.options.redirect !== undefined) {
      this.send(PACKET.redirect, redirectBody(this.options.redirect));
    } else {
      this.send(PACKET.accept, acceptBody());
      this.reader.wide = true;
    }
  }

  private unknown(data: string): number | undefined {
    const service = /\(SERVICE_NAME=([^)]*)\)/i.exec(data)?.[1];
    const sid = /\(SID=([^)]*)\)/i.exec(data)?.[1];
    if (service !== undefined) return service.toLowerCase() === this.options.service.toLowerCase() ? undefined : 12514;
    return sid?.toLowerCase() === this.options.sid.toLowerCase() ? undefined : 12505;
  }

  private serve(request: Request): void {
    switch (request.kind) {
      case 'protocol':
        if (!this.line.misbehave('negotiate')) this.reply(protocolReply());
        return;
      case 'data-types':
        this.reply(dataTypesReply());
        return;
      case 'challenge':
        if (!this.line.misbehave('authenticate')) this.challenge(request.user);
        return;
      case 'sign-in':
        this.signIn(request);
        return;
      case 'execute':
        if (!this.line.misbehave('query')) this.execute(request);
        return;
      case 'log-off':
        this.record.loggedOff += 1;
        this.reply(statusReply());
        return;
      case 'other':
        this.reply(statusReply());
    }
  }

  private challenge(user: string): void {
    // An unknown user gets a challenge as well, which nobody can meet.
    this.logon = new Logon(this.options.accounts[user.toLowerCase()] ?? crypto.randomUUID(), this.options.verifierType);
    this.reply(parametersReply(this.logon.challenge()));
  }

  private signIn(request: Extract<Request, { kind: 'sign-in' }>): void {
    this.record.signIns.push({ user: request.user, mode: request.mode });
    const proof = this.logon?.answer(request.given);
    const failure = proof === undefined ? new OracleError(1017, 'invalid username/password; logon denied') : (this.options.signInError ?? this.full());
    if (proof === undefined || failure !== undefined) {
      this.fail(failure ?? new OracleError(1017, ''));
      return;
    }
    this.record.sessions.add(this);
    const facts = { AUTH_VERSION_NO: VERSION, AUTH_SC_SERVICE_NAME: this.options.service, AUTH_SC_DBUNIQUE_NAME: 'ORCL', AUTH_INSTANCENAME: this.options.sid, AUTH_DBNAME: 'ORDERSPDB', AUTH_SESSION_ID: '42' };
    this.reply(parametersReply([this.options.forgeProof === true ? { key: proof.key, value: '00'.repeat(48) } : proof, ...Object.entries(facts).map(([key, value]) => ({ key, value }))]));
  }

  private full(): OracleError | undefined {
    const { maxSessions } = this.options;
    return maxSessions !== undefined && this.record.sessions.size >= maxSessions ? new OracleError(18, 'maximum number of sessions exceeded') : undefined;
  }

  private execute({ sql, binds }: Extract<Request, { kind: 'execute' }>): void {
    this.record.statements.push(sql);
    setTimeout(() => { this.answer(sql, binds); }, delayOf(sql));
  }

  private answer(sql: string, binds: readonly (string | number)[]): void {
    const { answer, maxSessions } = this.options;
    const sessions = maxSessions === undefined ? undefined : { inUse: this.record.sessions.size, allowed: maxSessions };
    try {
      this.reply(rowsReply(answer === undefined ? factsAnswer(sql, sessions) : answer(sql, binds)));
    } catch (error) {
      if (!(error instanceof OracleError)) throw error;
      this.fail(error);
    }
  }

  // A server announces an error with a marker, and tells it when the client has said that it listens.
  private fail(error: OracleError): void {
    this.withheld = error;
    this.send(PACKET.marker, BREAK);
  }

  private endBreak(marker: Buffer): void {
    const error = this.withheld;
    if (error === undefined || !marker.equals(RESET)) return;
    this.withheld = undefined;
    this.send(PACKET.marker, RESET);
    this.reply(errorReply(error));
  }

  private reply(payload: Buffer): void {
    this.send(PACKET.data, dataBody(payload));
  }

  private send(type: number, body: Buffer): void {
    this.line.stream.write(packet(type, body, { wide: this.reader.wide }));
  }
}
