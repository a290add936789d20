import { expect, it } from 'vitest';
import { forbidPlainPassword } from '../../../../src/databases/sqlserver/line';

it.each(['127.0.0.1', '127.0.1.1', '::1', '::ffff:127.0.0.1'])('lets a password go in plain text to this machine (%s)', (remoteAddress) => {
  expect(() => { forbidPlainPassword({ remoteAddress }); }).not.toThrow();
});

it.each(['10.0.4.17', 'fd00::1', undefined])('lets no password go in plain text to another machine (%s)', (remoteAddress) => {
  expect(() => { forbidPlainPassword({ remoteAddress }); }).toThrow(expect.objectContaining({ facts: expect.objectContaining({ code: 'authentication-unsupported', field: 'tls.mode', suggestedTlsMode: 'require' }) }));
});
