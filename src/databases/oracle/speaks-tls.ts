import { connect } from 'node:tls';
import type { RemoteEnd } from '../shared/silent-peer';

const ANSWER_MS = 1_500;

/** Tries TLS over a connection of its own, on which nothing else is said; no certificate is asked for. */
export function speaksTls({ host, port }: RemoteEnd): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ host, port, rejectUnauthorized: false });
    const settle = (speaks: boolean): void => {
      clearTimeout(timer);
      resolve(speaks);
      probe.destroy();
    };
    const timer = setTimeout(settle, ANSWER_MS, false);
    probe.on('error', () => { settle(false); });
    probe.once('close', () => { settle(false); });
    probe.once('secureConnect', () => { settle(true); });
  });
}
