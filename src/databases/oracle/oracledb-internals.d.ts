/** What is used of a class that oracledb keeps to itself; network-adapter.ts looks whether it is there. */
declare module 'oracledb/lib/thin/sqlnet/ntTcp.js' {
  import type { Socket } from 'node:net';

  export default class NetworkAdapter {
    stream: Socket | null;
    /** The socket below TLS. */
    connStream: Socket;
    connected: boolean;
    secure: boolean;
    connect(address: { readonly hostname: string; readonly port: string | number; readonly protocol: string }): Promise<void>;
    renegTLS(): Promise<void>;
    startRead(): void;
    setupEventHandlers(): void;
  }
}
