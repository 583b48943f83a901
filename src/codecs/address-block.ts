import { isIPv4, isIPv6 } from 'node:net';

/** The block of every text that is no IP address, such as `unknown` and `_hidden` (RFC 7239 section 6). */
const UNKNOWN = 'unknown';

/** An IPv6 address in brackets or an IPv4 address, with the port, which RFC 7239 section 6 lets be a name. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::[\w.-]*)?|([\d.]+):[\w.-]*)$/;

/**
 * Returns the block of addresses that counts as one caller: an IPv4 address by itself, of an IPv6 address the /64, the
 * least that a network assigns to a customer. An IPv4-mapped IPv6 address counts as the IPv4 address. The block has no
 * port, which some proxies add and which differs for each connection, no quotes around both (RFC 7239 section 4), and
 * no zone. A text that is no IP address is `unknown`, because a caller could send any number of such texts.
 * @param address undefined: the connection has ended already.
 */
export function addressBlock(address: string | undefined): string {
  const plain = withoutPort(withoutQuotes(address ?? '')).split('%', 1)[0] as string;
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return UNKNOWN;
  const groups = groupsOf(plain);
  return mappedAddress(groups) ?? `${groups.slice(0, 4).join(':')}::/64`;
}

function withoutQuotes(address: string): string {
  return /^"(.*)"$/.exec(address)?.[1] ?? address;
}

function withoutPort(address: string): string {
  const [, six, four] = WITH_PORT.exec(address) ?? [];
  return six ?? four ?? address;
}

/** The IPv4 address inside `::ffff:0:0/96` (RFC 4291 section 2.5.5.2), in whichever form it was written. */
function mappedAddress(groups: readonly string[]): string | undefined {
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return undefined;
  const octets = groups.slice(6).flatMap((group) => {
    const bits = Number.parseInt(group, 16);
    return [bits >> 8, bits & 255];
  });
  return octets.join('.');
}

/** The eight groups of an IPv6 address, in lower case without leading zeros. */
function groupsOf(address: string): string[] {
  // The URL parser writes what ends in an IPv4 address as groups, too.
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = canonical.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  return [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
}
