/**
 * `npm run bench:workers`: several processes of the gateway behind one port, beside one and beside PostGraphile, in the
 * same run. No program is bound to a core: load generator, servers and database share all of them.
 */
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeDatabase } from '../database/exclusive.mjs';
import { Expected } from '../database/expected.mjs';
import { loadGateway } from '../database/gateway-build.mjs';
import { ensureDatabase, withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { workloads } from '../load/workloads.mjs';
import { requireWrk } from '../load/wrk.mjs';
import { lineUp, startContender } from '../measure/contenders.mjs';
import { Pairs } from '../measure/pairs.mjs';
import { shuffled } from '../measure/rounds.mjs';
import { shoot } from '../measure/shot.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { startRedis } from '../servers/gateway/redis.mjs';
import { peersOf } from './contenders.mjs';
import { tableOf } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    workers: { type: 'string', default: '2' },
    workloads: { type: 'string', default: 'a,b,d,g' },
    connections: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    database: { type: 'string' },
    gateway: { type: 'string' },
  },
});

const gateway = await loadGateway(options.gateway);
await requireWrk();
await mkdir(resolve(DATA, 'logs'), { recursive: true });
const running = [];
const server = await openServer(options.database, gateway);
try {
  const redis = await startRedis();
  if (!redis) throw new Error('Workers need Redis: install redis-server.');
  running.push(redis);
  const url = await ensureDatabase(server.url, gateway, { log: console.error });
  await withClient(url, async (client) => {
    await takeDatabase(client);
    await removeWritten(client);
    const key = await createKey(gateway.folder, url);
    const peers = peersOf(Number(options.workers), { gateway, key, redis: redis.url });
    const contenders = [];
    for (const peer of peers) {
      const contender = await startContender(peer, { url });
      running.push(contender);
      contenders.push(contender);
    }
    await measure(contenders, peers, { client, url, expected: new Expected(client), pairs: new Pairs() });
  });
} finally {
  for (const one of running.toReversed()) await one.stop();
  await server.release();
}

async function measure(contenders, peers, { client, url, expected, pairs }) {
  const connections = Number(options.connections);
  console.log(
    `${availableParallelism()} cores, ${connections} connections, ${options.rounds} rounds of ${options.seconds} s`,
  );
  for (const name of options.workloads.split(',')) {
    const workload = workloads[name];
    const taking = await lineUp(contenders, name, workload);
    const rounds = [];
    for (let round = 0; round < Number(options.rounds); round++) {
      const shots = {};
      for (const contender of shuffled(taking)) {
        // One connection is that of the samples, which are compared: a slow process permits a key 64 requests at a time.
        const load = { connections: connections - 1, round, seconds: Number(options.seconds) };
        const how = { client, expected, pairs, url, ...load };
        shots[contender.peer.name] = await shoot(contender, workload, how);
      }
      rounds.push(shots);
      console.error(`${name}, round ${round + 1}`);
    }
    console.log(`\n### ${name}: ${workload.title}\n\n${tableOf(peers, rounds)}`);
  }
}
