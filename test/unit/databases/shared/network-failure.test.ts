import { expect, it } from 'vitest';
import { classifyNetworkError } from '../../../../src/databases/shared/network-failure';

it.each([
  ['ENOTFOUND', 'host-not-found', 'host'],
  ['EAI_AGAIN', 'host-not-found', 'host'],
  ['ECONNREFUSED', 'connection-refused', 'port'],
  ['EHOSTUNREACH', 'unreachable', 'host'],
  ['ENETUNREACH', 'unreachable', 'host'],
  ['ETIMEDOUT', 'timed-out', 'host'],
  ['ECONNRESET', 'connection-closed', undefined],
  ['EPIPE', 'connection-closed', undefined],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'authentication-failed', 'tls.cert'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'tls-not-offered', 'tls.mode'],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'tls-not-offered', 'tls.mode'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'wrong-protocol', 'port'],
])('reads %s', (driverCode, code, field) => {
  const error = Object.assign(new Error('words'), { code: driverCode });
  expect(classifyNetworkError(error)).toEqual({ code, driverCode, driverMessage: 'words', ...(field && { field }) });
});

it.each([[new Error('words')], [Object.assign(new Error('words'), { code: 'constructor' })], ['a string'], [undefined]])('does not know %s', (error) => {
  expect(classifyNetworkError(error)).toBeUndefined();
});
