import { recognizeProtocol } from '../shared/recognize-protocol';

/** As much of TNS as it takes to recognise a listener. */

const HEADER = 8;

/** True for the beginning of a listener's answer. */
export function isListenersAnswer(bytes: Buffer): boolean {
  return recognizeProtocol(bytes) === 'Oracle';
}

/** True when the bytes are enough to tell what they are the beginning of. A refusal of TLS is shorter than the header of TNS. */
export function isTelling(bytes: Buffer): boolean {
  return bytes.length >= HEADER || recognizeProtocol(bytes) === 'TLS';
}
