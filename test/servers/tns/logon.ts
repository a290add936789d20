import { createCipheriv, createDecipheriv, createHash, pbkdf2Sync, randomBytes } from 'node:crypto';

/** The server's half of O5LOGON with the verifier of Oracle 12c. */

const VERIFIER_12C = 0x4815;
/** Fewer than the 4096 of a real server: what a test shows does not depend on it. */
const VERIFIER_ROUNDS = 64;
const KEY_ROUNDS = 3;

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  readonly flags?: number;
}

export class Logon {
  private readonly salt = randomBytes(16);
  private readonly keySalt = randomBytes(16);
  private readonly serverKey = randomBytes(32);

  /** The verifier type is what the server says it keeps of the password. */
  constructor(
    private readonly password: string,
    private readonly verifierType = VERIFIER_12C,
  ) {}

  /** What the client needs to prove that it knows the password. */
  challenge(): readonly KeyValue[] {
    return [
      { key: 'AUTH_SESSKEY', value: hex(encrypt(this.verifier(), this.serverKey)) },
      { key: 'AUTH_VFR_DATA', value: hex(this.salt), flags: this.verifierType },
      { key: 'AUTH_PBKDF2_CSK_SALT', value: hex(this.keySalt) },
      { key: 'AUTH_PBKDF2_VGEN_COUNT', value: String(VERIFIER_ROUNDS) },
      { key: 'AUTH_PBKDF2_SDER_COUNT', value: String(KEY_ROUNDS) },
    ];
  }

  /** The server's proof that it knows the password too; undefined when the client has not shown that it does. */
  answer(given: ReadonlyMap<string, string>): KeyValue | undefined {
    const clientKey = decrypt(this.verifier(), Buffer.from(given.get('AUTH_SESSKEY') ?? '', 'hex'));
    const both = hex(Buffer.concat([clientKey, this.serverKey]));
    const key = pbkdf2Sync(both, this.keySalt, KEY_ROUNDS, 32, 'sha512');
    const sent = decrypt(key, Buffer.from(given.get('AUTH_PASSWORD') ?? '', 'hex'));
    const padding = sent.at(-1) ?? 0;
    if (sent.toString('utf8', 16, sent.length - padding) !== this.password) return undefined;
    return { key: 'AUTH_SVR_RESPONSE', value: hex(encrypt(key, Buffer.concat([randomBytes(16), Buffer.from('SERVER_TO_CLIENT')]))) };
  }

  private verifier(): Buffer {
    const derived = pbkdf2Sync(this.password, Buffer.concat([this.salt, Buffer.from('AUTH_PBKDF2_SPEEDY_KEY')]), VERIFIER_ROUNDS, 64, 'sha512');
    return createHash('sha512').update(derived).update(this.salt).digest().subarray(0, 32);
  }
}

function encrypt(key: Buffer, plain: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

function decrypt(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}
