import { Reader } from './encoding';

/** What the client sends inside DATA packets. */
export type Request =
  | { readonly kind: 'protocol' | 'data-types' | 'log-off' | 'other' }
  | { readonly kind: 'challenge'; readonly user: string; readonly mode: number }
  | { readonly kind: 'sign-in'; readonly user: string; readonly mode: number; readonly given: ReadonlyMap<string, string> }
  | { readonly kind: 'execute'; readonly sql: string; readonly binds: readonly (string | number)[] };

const MESSAGE = { protocol: 1, dataTypes: 2, function: 3, rowData: 7 } as const;
const FUNCTION = { logOff: 9, execute: 94, signIn: 115, challenge: 118 } as const;
const NUMBER = 2;

export function readRequest(payload: Buffer): Request {
  const reader = new Reader(payload);
  const message = reader.u8();
  if (message === MESSAGE.protocol) return { kind: 'protocol' };
  if (message === MESSAGE.dataTypes) return { kind: 'data-types' };
  if (message !== MESSAGE.function) throw new Error(`The test server does not know messages of type ${String(message)}.`);
  const call = reader.u8();
  reader.u8();
  if (call === FUNCTION.challenge || call === FUNCTION.signIn) return readSignIn(reader, call);
  if (call === FUNCTION.execute) return readExecute(reader);
  return { kind: call === FUNCTION.logOff ? 'log-off' : 'other' };
}

function readSignIn(reader: Reader, call: number): Request {
  const named = reader.u8() === 1;
  reader.ub();
  const mode = reader.ub();
  reader.u8();
  const count = reader.ub();
  reader.skip('bb');
  const user = named ? reader.bytes().toString() : '';
  if (call === FUNCTION.challenge) return { kind: 'challenge', user, mode };
  const given = new Map<string, string>();
  for (let index = 0; index < count; index += 1) {
    given.set(reader.text(), reader.text());
    reader.ub();
  }
  return { kind: 'sign-in', user, mode, given };
}

// "v" is an integer of variable length, "b" a byte: the layout of the call in version 19.1 of its fields.
function readExecute(reader: Reader): Request {
  reader.skip('vvbvbvbbbvvb');
  const bindCount = reader.ub();
  reader.skip('bbbbbbvvbbbvbvvbvb');
  reader.skip('bvbvbbv');
  const sql = reader.bytes().toString();
  reader.skip('v'.repeat(13));
  const types = Array.from({ length: bindCount }, () => {
    const type = reader.u8();
    reader.skip('bbbvvvvvvbvv');
    return type;
  });
  if (bindCount > 0 && reader.u8() !== MESSAGE.rowData) throw new Error('Values for the placeholders are missing.');
  return { kind: 'execute', sql, binds: types.map((type) => (type === NUMBER ? decodeNumber(reader.bytes()) : reader.bytes().toString())) };
}

function decodeNumber(bytes: Buffer): number {
  const digits = [...bytes.subarray(1)].map((byte) => String(byte - 1).padStart(2, '0')).join('');
  return digits === '' ? 0 : Number(digits) * 100 ** ((bytes[0] ?? 0) - 0xc0 - digits.length / 2);
}
