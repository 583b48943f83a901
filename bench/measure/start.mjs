import { barePeer } from '../servers/bare/peer.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { startRedis } from '../servers/gateway/redis.mjs';
import { postgraphilePeer } from '../servers/postgraphile/peer.mjs';
import { startContender } from './contenders.mjs';
import { cores } from './cores.mjs';

const peers = { postgraphile: postgraphilePeer, bare: barePeer };

/**
 * Starts the servers that take part; they stay until the end, so that each is as warm as the others.
 * @returns {Promise<{ contenders, notes: string[], versions: object, stop(): Promise<void> }>}
 */
export async function startAll({ servers, workloads: names }, { gateway, url, log }) {
  const notes = [];
  const running = [];
  const contenders = [];
  const stop = async () => {
    for (const one of running.toReversed()) await one.stop();
  };
  const start = async (peer) => {
    log(`starting ${peer.title}`);
    const contender = await startContender(peer, { url, core: cores.server });
    running.push(contender);
    contenders.push(contender);
  };
  const versions = {};
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
    for (const name of servers) {
      if (peers[name]) await start(peers[name]);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const titles = Object.fromEntries(contenders.map(({ peer }) => [peer.name, peer.title]));
  return { contenders, notes, versions, titles, stop };
}
