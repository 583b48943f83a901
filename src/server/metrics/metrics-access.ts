import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../errors/problem.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Throws unless the request has the token or, if there is none, comes from this machine. */
export function requireMetricsReader({ headers, ip }: FastifyRequest, token: string | undefined): void {
  if (token === undefined) {
    // Requests of a proxy on this machine come from loopback, too.
    const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
    if (isForwarded || !isLoopback(ip))
      throw new Problem('forbidden', 'Metrics are shown to this machine only.');
    return;
  }
  if (!areEqual(headers.authorization ?? '', `Bearer ${token}`)) {
    throw new Problem('unauthorized', 'The token of the metrics is required.', {
      headers: { 'www-authenticate': 'Bearer realm="metrics"' },
    });
  }
}

function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return loopback.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** Compares in constant time. */
function areEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
