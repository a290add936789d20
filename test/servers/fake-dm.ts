import path from 'node:path';
import { createInterface } from 'node:readline';
import { startPeer, type Peer } from './peers';

/** The folder of the fake of dmdb. */
export const fakeDmdb = path.resolve(import.meta.dirname, '../fixtures/fake-dmdb');

/** What it speaks to, as DM's own protocol is not public: answers each line with a line. */
export const fakeDm = (): Promise<Peer> =>
  startPeer((socket) => {
    createInterface({ input: socket })
      .on('line', () => socket.write('well\n'))
      .on('error', () => undefined);
  });
