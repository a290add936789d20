import { createInterface } from 'node:readline';
import { startPeer, type Peer } from './peers';

/** What the fake of dmdb (test/fixtures/fake-dmdb) speaks to, as DM's own protocol is not public: answers each line with a line. */
export const fakeDm = (): Promise<Peer> =>
  startPeer((socket) => {
    createInterface({ input: socket })
      .on('line', () => socket.write('well\n'))
      .on('error', () => undefined);
  });
