import { isIPv6 } from 'node:net';

/**
 * The block of addresses that one caller holds: an IPv4 address by itself, of an IPv6 address the /64, which
 * is what a network gives to a single customer at least. An IPv4 address inside an IPv6 one is the former. A port,
 * which some proxies add, is left out: each connection of a caller has another one.
 */
export function addressBlock(address: string): string {
  const [plain = ''] = withoutPort(address).split('%', 1);
  if (!isIPv6(plain)) return plain;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  return mapped ?? `${groupsOf(plain).slice(0, 4).join(':')}::/64`;
}

function withoutPort(address: string): string {
  const [, six, four] = /^(?:\[(.*)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return six ?? four ?? address;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  // The URL parser writes what ends in an IPv4 address as groups, too.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}
