import { expect, it } from 'vitest';
import { hostScope } from '../../../../src/diagnosis/readiness/public-host';

it.each([
  ['loopback', ['localhost', 'LOCALHOST', 'localhost.', 'db.localhost', '127.0.0.1', '127.8.8.8', '127.1', '2130706433', '0x7f000001', '::1', '[::1]', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', '0.0.0.0', '', '/var/run/postgresql', '@socket']],
  [
    'private',
    ['db', 'postgres', 'DB-1', 'db.', 'db.local', 'db.Internal', 'db.internal.', 'orders.db.svc', 'db.svc.cluster.local', 'nas.lan', 'a.home.arpa', 'a.corp', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.1.1', '100.64.0.1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', '[fd00::1]', '::ffff:10.0.0.1', '::ffff:c0a8:1'],
  ],
  [
    'public',
    ['db.example.com', 'DB.EXAMPLE.COM.', 'db.shop.example', 'orders.abc.eu-west-1.rds.amazonaws.com', 'internal.example.com', 'local.example.com', '8.8.8.8', '203.0.113.7', '172.15.0.1', '172.32.0.1', '192.169.0.1', '100.128.0.1', '11.0.0.1', '2001:db8::1', '[2606:4700::1111]', '::ffff:8.8.8.8', '134744072', 'db.xn--p1ai', 'база.рф', '10.0.0.1.example.com'],
  ],
])('%s: %j', (scope, hosts) => {
  expect(Object.fromEntries(hosts.map((host) => [host, hostScope(host)]))).toEqual(Object.fromEntries(hosts.map((host) => [host, scope])));
});
