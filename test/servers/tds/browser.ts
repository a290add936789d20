import { createSocket, type Socket } from 'node:dgram';
import { until } from '../until';

const PORT = 1434;

export interface Browser {
  /** The requests that came. */
  readonly requests: readonly Buffer[];
  stop(): Promise<void>;
}

/**
 * A stand-in for SQL Server Browser on 127.0.0.1 that says where instances listen, as [MC-SQLR] has it; without a port an
 * instance has named pipes only. It is silent when it is given none. The port is fixed, so it waits for another test run to leave it.
 */
export async function startBrowser(instances: Readonly<Record<string, number | undefined>>): Promise<Browser> {
  const requests: Buffer[] = [];
  const socket = await until('UDP port 1434 of 127.0.0.1 to be free', () => bound());
  const text = Object.entries(instances).map(([name, port]) => `ServerName;TDSTEST;InstanceName;${name};IsClustered;No;Version;16.0.4115.5;${port === undefined ? `np;\\\\TDSTEST\\pipe\\sql` : `tcp;${String(port)}`};;`);
  const answer = Buffer.concat([Buffer.from([0x05, 0, 0]), Buffer.from(text.join(''), 'latin1')]);
  answer.writeUInt16LE(answer.length - 3, 1);
  socket.on('message', (request, from) => {
    requests.push(request);
    if (text.length > 0) socket.send(answer, from.port, from.address);
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      socket.close(resolve);
    });
  return { requests, stop };
}

function bound(): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ port: PORT, address: '127.0.0.1', exclusive: true }, () => {
      resolve(socket);
    });
  });
}
