const CONNECT = 1;

/** The question of `tnsping`: a CONNECT for no service, which a listener answers with a refusal that is no error. */
export function listenerPing(): Buffer {
  const data = Buffer.from('(CONNECT_DATA=(COMMAND=ping))');
  const packet = Buffer.alloc(58 + data.length);
  packet.writeUInt16BE(packet.length, 0);
  packet[4] = CONNECT;
  // Version 3.10, compatible with 3.00, and the usual sizes of packets.
  packet.writeUInt16BE(310, 8);
  packet.writeUInt16BE(300, 10);
  packet.writeUInt16BE(2048, 14);
  packet.writeUInt16BE(32_767, 16);
  packet.writeUInt16BE(0x7f08, 18);
  packet.writeUInt16BE(1, 22);
  packet.writeUInt16BE(data.length, 24);
  packet.writeUInt16BE(58, 26);
  data.copy(packet, 58);
  return packet;
}
