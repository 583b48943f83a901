import { resolve } from 'node:path';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { postgraphilePeer } from '../servers/postgraphile/peer.mjs';

const CLUSTER = resolve(import.meta.dirname, '../servers/postgraphile/cluster.mjs');

/** The server to which the others are compared. */
export const ONE = 'gateway-1';

/**
 * One process and several ones of the gateway and of PostGraphile. Several of the gateway need Redis, so that one
 * process is measured with it as well as without.
 */
export function peersOf(workers, { gateway, key, redis }) {
  const one = gatewayPeer(gateway, key);
  const shared = gatewayPeer(gateway, key, { redis });
  return [
    { ...one, name: 'gateway-alone', title: 'gateway, 1 process, quotas in the process' },
    { ...shared, name: ONE, title: 'gateway, 1 process, quotas in Redis' },
    {
      ...shared,
      name: 'gateway-workers',
      title: `gateway, ${workers} workers, quotas in Redis`,
      command: [...shared.command, '--workers', String(workers)],
    },
    { ...postgraphilePeer, name: 'postgraphile', title: 'PostGraphile 5, 1 process' },
    {
      ...postgraphilePeer,
      name: 'postgraphile-workers',
      title: `PostGraphile 5, ${workers} processes of node:cluster`,
      command: [CLUSTER],
      environment: { WORKERS: String(workers) },
    },
  ];
}
