import { BlockList, isIP } from 'node:net';

/** `loopback`: this machine. `private`: a network that the internet cannot reach, by address or by name. `public`: all else. */
export type HostScope = 'loopback' | 'private' | 'public';

const loopback = listOf(['127.0.0.0/8', '0.0.0.0/32'], ['::1/128', '::/128']);
/** RFC 1918, shared address space (6598), link-local; unique local and link-local addresses of IPv6. */
const privateNetworks = listOf(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'],
  ['fc00::/7', 'fe80::/10', 'fec0::/10'],
);

/** Endings that no public name has: RFC 6762, 8375, ICANN's .internal, and what networks at home and at work use. */
const PRIVATE_NAME = /\.(local|internal|intranet|private|corp|home|lan|home\.arpa|svc)$/;

/** How far a host can be reached, by what is written; nothing is looked up. */
export function hostScope(host: string): HostScope {
  const name = canonicalHost(host);
  if (name === '' || /^[/@]/.test(name) || name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  const version = isIP(name);
  if (version !== 0) {
    const family = version === 4 ? 'ipv4' : 'ipv6';
    return loopback.check(name, family) ? 'loopback' : privateNetworks.check(name, family) ? 'private' : 'public';
  }
  return !name.includes('.') || PRIVATE_NAME.test(name) ? 'private' : 'public';
}

/** Lower case, without brackets, zone and final dot, and with numeric forms such as 127.1 written out. */
function canonicalHost(host: string): string {
  const plain = host.trim().toLowerCase().replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '').replace(/\.$/, '');
  if (isIP(plain) !== 0 || !/^[\d.x]+[a-f\d]*$/.test(plain)) return plain;
  try {
    return new URL(`http://${plain}`).hostname;
  } catch {
    return plain;
  }
}

function listOf(ipv4: readonly string[], ipv6: readonly string[]): BlockList {
  const list = new BlockList();
  const add = (subnet: string, family: 'ipv4' | 'ipv6') => {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), family);
  };
  for (const subnet of ipv4) add(subnet, 'ipv4');
  for (const subnet of ipv6) add(subnet, 'ipv6');
  return list;
}
