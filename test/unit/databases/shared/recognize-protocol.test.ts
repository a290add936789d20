import { expect, it } from 'vitest';
import { recognizeProtocol } from '../../../../src/databases/shared/recognize-protocol';

it.each([
  ['HTTP/1.1 400 Bad Request\r\n', 'HTTP'],
  ['SSH-2.0-OpenSSH_9.2', 'SSH'],
  ['\x4a\0\0\0\x0a8.4.0\0', 'MySQL'],
  ['\x17\0\0\0\xff\x10\x04Too many connections', 'MySQL'],
  ['\x05\0\0\0\x0b\x08\x05\x1a\0', 'MySQL X Protocol'],
  ['\0\x08\0\0\x0b\0\0\0', 'Oracle'],
  ['\0\x2d\0\0\x02\0\0\0\x01\x3e', 'Oracle'],
  ['\0\x60\0\0\x04\0\0\0\x22\0', 'Oracle'],
  ['R\0\0\0\x08\0\0\0\0', 'PostgreSQL'],
  ['E\0\0\0\x60SFATAL\0', 'PostgreSQL'],
  ['\x15\x03\x01\0\x02\x02\x16', 'TLS'],
  ['\x04\x01\0\x2b\0\0\x01\0', 'SQL Server'],
  ['-ERR unknown command', 'Redis'],
  ['220 mail.test ESMTP', 'SMTP or FTP'],
  ['EHLO there', undefined],
  ['S', undefined],
  ['', undefined],
])('recognizes %j as %s', (text, protocol) => {
  expect(recognizeProtocol(Buffer.from(text, 'latin1'))).toBe(protocol);
});
