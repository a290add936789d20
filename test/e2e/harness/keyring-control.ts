import { connect } from 'node:net';

const unlockOperation = 1;
const done = 0;

/**
 * Unlocks the login keyring through the control socket of gnome-keyring-daemon, as the desktop's login does. Its D-Bus
 * interface and its command line offer no way to do that without a dialog while the daemon runs.
 */
export function unlockLoginKeyring(socketPath: string, password: string): Promise<void> {
  // A byte that carries the credentials, then a packet: length, operation, length of the password, password.
  const request = Buffer.alloc(13 + Buffer.byteLength(password));
  request.writeUInt32BE(request.length - 1, 1);
  request.writeUInt32BE(unlockOperation, 5);
  request.writeUInt32BE(Buffer.byteLength(password), 9);
  request.write(password, 13);

  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(request));
    socket.setTimeout(10_000, () => socket.destroy(new Error('The keyring does not answer.')));
    socket.on('error', reject);
    socket.on('data', (reply) => {
      socket.end();
      if (reply.length >= 8 && reply.readUInt32BE(4) === done) resolve();
      else reject(new Error(`The keyring refused to unlock: ${reply.toString('hex')}`));
    });
  });
}
