import { startPeer, type Peer } from './peers';

export const keyValue = { user: 'kv_app', password: 'kv-S3cret', bucket: 'sessions' } as const;

/** A made-up server that speaks in lines: the one that the extension in test/fixtures/key-value-extension brings a type for. */
export function startKeyValueServer(): Promise<Peer> {
  return startPeer((socket) => {
    socket.write('KV 1\n');
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) socket.write(`${answerTo(line)}\n`);
    });
  });
}

function answerTo(line: string): string {
  const [verb, ...rest] = line.split(' ');
  switch (verb) {
    case 'AUTH':
      return rest.join(' ') === `${keyValue.user} ${keyValue.password}` ? 'OK' : 'ERR-AUTH';
    case 'BUCKET':
      return rest.join(' ') === keyValue.bucket ? 'OK' : 'ERR-NO-BUCKET';
    case 'VERSION':
      return 'OK 1.4.2';
    default:
      return 'ERR-VERB';
  }
}
