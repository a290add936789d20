/** What a client says of itself when it signs in, MS-TDS 2.2.6.4. */
export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly application: string;
  readonly readOnly: boolean;
}

const READ_ONLY_INTENT = 0x20;

export function parseLogin(payload: Buffer): Login {
  const field = (at: number): Buffer => {
    const start = payload.readUInt16LE(at);
    return payload.subarray(start, start + payload.readUInt16LE(at + 2) * 2);
  };
  const text = (at: number): string => field(at).toString('utf16le');
  return {
    user: text(40),
    password: Buffer.from(field(44).map(plain)).toString('utf16le'),
    application: text(48),
    database: text(68),
    readOnly: ((payload[26] ?? 0) & READ_ONLY_INTENT) !== 0,
  };
}

/** A byte of a password, whose halves are exchanged and then inverted in part. */
function plain(disguised: number): number {
  const bits = disguised ^ 0xa5;
  return ((bits & 0x0f) << 4) | (bits >> 4);
}

/** The text of a batch, after the headers that say how long they are. */
export function batchText(payload: Buffer): string {
  return payload.toString('utf16le', payload.readUInt32LE(0));
}

/** The statement of a call of sp_executesql: its first parameter, which is an nvarchar. */
export function callText(payload: Buffer): string {
  // After the headers: the procedure by its number and its options, then the name of the parameter, its status and its type.
  const name = payload.readUInt32LE(0) + 6;
  const type = name + 1 + 2 * (payload[name] ?? 0) + 1;
  const length = type + 8;
  return payload.toString('utf16le', length + 2, length + 2 + payload.readUInt16LE(length));
}
