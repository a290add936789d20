import { AsyncLocalStorage } from 'node:async_hooks';
import type { Socket } from 'node:net';
import NetworkAdapter from 'oracledb/lib/thin/sqlnet/ntTcp.js';

/** Where oracledb is sent to: first by the descriptor, then by listeners that pass clients on. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly encrypted: boolean;
}

/** A connection for oracledb, with TLS made and checked where it is to have any. */
export interface Wire {
  readonly socket: Socket;
  /** The socket below TLS. */
  readonly raw: Socket;
  /** Makes TLS anew over the same connection, which a listener may ask for when it hands the connection over. */
  readonly renew: () => Promise<Socket>;
  /** Called when oracledb listens to a socket of this connection. */
  readonly onListening: (socket: Socket) => void;
}

export type ConnectTo = (destination: Destination) => Promise<Wire>;

const suppliers = new AsyncLocalStorage<ConnectTo>();
const wires = new WeakMap<NetworkAdapter, Wire>();

/** Runs work of oracledb whose connections come from `connectTo`; it can make none of its own. */
export function withConnections<T>(connectTo: ConnectTo, work: () => T): T {
  return suppliers.run(connectTo, work);
}

// oracledb takes no socket, looks hosts up itself and makes TLS with its own rules, so what it does for that is replaced
// here. A version without these parts fails when it is read, and not on the wire.
const { prototype } = NetworkAdapter;
for (const name of ['connect', 'renegTLS', 'startRead', 'setupEventHandlers']) {
  if (typeof Reflect.get(prototype, name) !== 'function') throw new Error(`This version of oracledb has no "${name}", which its connections need`);
}
const startRead = Reflect.get(prototype, 'startRead');

Object.assign(prototype, {
  async connect(this: NetworkAdapter, address: Parameters<NetworkAdapter['connect']>[0]): Promise<void> {
    const connectTo = suppliers.getStore();
    if (connectTo === undefined) throw new Error('oracledb is to connect without being given a connection');
    const wire = await connectTo({ host: address.hostname, port: Number(address.port), encrypted: address.protocol.toLowerCase() === 'tcps' });
    wires.set(this, wire);
    this.connStream = wire.raw;
    this.secure = wire.socket !== wire.raw;
    this.connected = true;
    listenTo(this, wire.socket);
  },
  async renegTLS(this: NetworkAdapter): Promise<void> {
    listenTo(this, await wireOf(this).renew());
  },
  startRead(this: NetworkAdapter): void {
    startRead.call(this);
    if (this.stream !== null) wireOf(this).onListening(this.stream);
  },
} satisfies Partial<NetworkAdapter>);

function listenTo(adapter: NetworkAdapter, socket: Socket): void {
  adapter.stream = socket;
  adapter.setupEventHandlers();
}

function wireOf(adapter: NetworkAdapter): Wire {
  const wire = wires.get(adapter);
  if (wire === undefined) throw new Error('oracledb reads from a connection that it was not given');
  return wire;
}
