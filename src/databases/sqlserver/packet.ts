/** Types of the packets that this folder makes and reads itself; the driver makes the others. */
export const PRELOGIN = 0x12;
export const TABULAR_RESULT = 0x04;

export const HEADER_LENGTH = 8;
const END_OF_MESSAGE = 1;
/** What both sides begin with; the server may change it when it accepts a sign-in. */
export const PACKET_SIZE = 4096;

/** A message in as many packets as it needs. */
export function message(type: number, payload: Buffer): Buffer {
  const room = PACKET_SIZE - HEADER_LENGTH;
  const packets: Buffer[] = [];
  for (let start = 0; start === 0 || start < payload.length; start += room) {
    const part = payload.subarray(start, start + room);
    const header = Buffer.alloc(HEADER_LENGTH);
    header[0] = type;
    header[1] = start + room >= payload.length ? END_OF_MESSAGE : 0;
    header.writeUInt16BE(HEADER_LENGTH + part.length, 2);
    header[6] = (packets.length + 1) & 0xff;
    packets.push(header, part);
  }
  return Buffer.concat(packets);
}

/** The length of the packet that begins here; undefined while the header is not complete. */
export function packetLength(bytes: Buffer): number | undefined {
  return bytes.length < HEADER_LENGTH ? undefined : bytes.readUInt16BE(2);
}
