import { findPgbench } from '../load/pgbench.mjs';
import { apolloPeer, buildApollo } from '../servers/apollo/peer.mjs';
import { barePeer } from '../servers/bare/peer.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { startRedis } from '../servers/gateway/redis.mjs';
import { mercuriusPeer } from '../servers/mercurius/peer.mjs';
import { postgraphilePeer } from '../servers/postgraphile/peer.mjs';
import { startContender } from './contenders.mjs';
import { cores } from './cores.mjs';
import { statementsPerRequest } from './statements.mjs';

const peers = {
  postgraphile: postgraphilePeer,
  apollo: apolloPeer,
  mercurius: mercuriusPeer,
  bare: barePeer,
};

/**
 * Starts the servers that take part; they stay until the end, so that each is as warm as the others.
 * @returns {Promise<{ contenders, notes, versions, titles, statements, pgbench, stop(): Promise<void> }>}
 */
export async function startAll({ servers, workloads: names }, { gateway, url, pairs, log }) {
  const notes = [];
  const running = [];
  const contenders = [];
  const stop = async () => {
    for (const one of running.toReversed()) await one.stop();
  };
  const start = async (peer) => {
    log(`starting ${peer.title}`);
    statements[peer.name] = await statementsPerRequest(peer, names, { url, pairs, core: cores.server });
    const contender = await startContender(peer, { url, core: cores.server });
    running.push(contender);
    contenders.push(contender);
  };
  const versions = {};
  const statements = {};
  const pgbench = servers.includes('pgbench') ? await findPgbench() : undefined;
  if (pgbench) versions.pgbench = pgbench.version;
  else if (servers.includes('pgbench')) notes.push('There is no pgbench on this machine: it is left out.');
  try {
    if (servers.includes('gateway')) {
      const key = await createKey(gateway.folder, url);
      await start(gatewayPeer(gateway, key));
      if (names.includes('i')) {
        const redis = await startRedis();
        if (redis) {
          running.push(redis);
          versions.redis = redis.version;
          await start(gatewayPeer(gateway, key, { redis: redis.url }));
        } else notes.push('There is no redis-server on this machine: workload i is left out.');
      }
    }
    if (servers.includes('apollo')) await buildApollo();
    for (const name of servers) {
      if (peers[name]) await start(peers[name]);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const titles = Object.fromEntries(contenders.map(({ peer }) => [peer.name, peer.title]));
  return {
    contenders,
    notes,
    versions,
    titles: { ...titles, pgbench: 'pgbench' },
    statements,
    pgbench,
    stop,
  };
}
