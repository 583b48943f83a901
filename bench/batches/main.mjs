/**
 * `npm run bench:batches`: rows of batches beside single `POST`s, with and without keys, beside the same statement by pgbench, and single reads
 * beside a batch each second, in one run. The server is bound to the first core, the load generator to the second.
 */
import { mkdir } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { takeDatabase } from '../database/exclusive.mjs';
import { Expected } from '../database/expected.mjs';
import { loadGateway } from '../database/gateway-build.mjs';
import { ensureDatabase, withClient } from '../database/generate.mjs';
import { DATA, openServer } from '../database/server.mjs';
import { removeWritten } from '../database/written.mjs';
import { findPgbench } from '../load/pgbench.mjs';
import { workloads } from '../load/workloads.mjs';
import { requireWrk, wrk } from '../load/wrk.mjs';
import { lineUp, startContender } from '../measure/contenders.mjs';
import { cores } from '../measure/cores.mjs';
import { Pairs } from '../measure/pairs.mjs';
import { shoot } from '../measure/shot.mjs';
import { spread } from '../measure/statistics.mjs';
import { createKey } from '../servers/gateway/key.mjs';
import { gatewayPeer } from '../servers/gateway/peer.mjs';
import { pgbenchRows } from './pgbench.mjs';
import { batchBodies, sendBatches } from './requests.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    database: { type: 'string' },
    gateway: { type: 'string' },
  },
});
const seconds = Number(options.seconds);
const BATCH_CONNECTIONS = 4;
const SINGLE_CONNECTIONS = 16;
const EACH_SECOND_MS = 1_000;
/** Single POSTs, each under an `Idempotency-Key` of its own. */
const KEYED = { title: 'REST `POST`, new pairs, each with a key', rotation: [['restAssignOnce', 1]] };

const gateway = await loadGateway(options.gateway);
await requireWrk();
await mkdir(DATA, { recursive: true });
const pgbench = await findPgbench();
const server = await openServer(options.database, gateway);
try {
  const url = await ensureDatabase(server.url, gateway, { log: console.error });
  await withClient(url, async (client) => {
    await takeDatabase(client);
    await removeWritten(client);
    const key = await createKey(gateway.folder, url);
    const contender = await startContender(gatewayPeer(gateway, key), { url, core: cores.server });
    try {
      await measure(contender, key, { client, url, expected: new Expected(client), pairs: new Pairs() });
    } finally {
      await contender.stop();
      await removeWritten(client);
    }
  });
} finally {
  await server.release();
}

async function measure(contender, key, { client, url, expected, pairs }) {
  const [single] = await lineUp([contender], 'f', workloads.f);
  const [keyed] = await lineUp([contender], 'keyed', KEYED);
  const [reading] = await lineUp([contender], 'a', workloads.a);
  const figures = { batches: [], singles: [], keyed: [], pgbench: [], p50: [], reads: [], readsBeside: [] };
  console.log(`load before: ${loadavg()[0].toFixed(1)}`);
  await sendBatches(contender.asker, key, batchBodies(pairs, gateway), {
    connections: BATCH_CONNECTIONS,
    seconds: 3,
  });
  for (let round = 0; round < Number(options.rounds); round++) {
    await removeWritten(client);
    const how = { client, expected, pairs, seconds, round, core: cores.load };
    const bodies = batchBodies(pairs, gateway);
    const sent = await sendBatches(contender.asker, key, bodies, { connections: BATCH_CONNECTIONS, seconds });
    await removeWritten(client);
    figures.batches.push(sent.rows / sent.seconds);
    figures.p50.push(sent.times[sent.times.length >> 1]);
    const singles = await shoot(single, workloads.f, { ...how, connections: SINGLE_CONNECTIONS });
    figures.singles.push(singles.throughput);
    const once = await shoot(keyed, KEYED, { ...how, connections: SINGLE_CONNECTIONS });
    figures.keyed.push(once.throughput);
    if (pgbench) {
      figures.pgbench.push(
        await pgbenchRows(pgbench, gateway, { url, pairs, connections: BATCH_CONNECTIONS, seconds }),
      );
      await removeWritten(client);
    }
    figures.reads.push(await readsP99(reading, round));
    let isOver = false;
    const beside = sendBatches(contender.asker, key, batchBodies(pairs, gateway), {
      connections: 1,
      seconds: Number.POSITIVE_INFINITY,
      pauseMs: EACH_SECOND_MS,
      isOver: () => isOver,
    });
    figures.readsBeside.push(await readsP99(reading, round));
    isOver = true;
    await beside;
    console.error(`round ${round + 1}`);
  }
  report(figures);
}

/** Milliseconds within which 99 of 100 reads of one connection were answered. */
async function readsP99({ process: { port }, plan }, round) {
  const how = { connections: 1, firstPair: 0, place: round * 100, core: cores.load };
  const { p99, lost, refused } = await wrk({ port, plan: plan.file, seconds, ...how });
  if (lost + refused > 0) throw new Error(`${lost + refused} reads were not answered.`);
  return p99 / 1_000;
}

function report({ batches, singles, keyed, pgbench: direct, p50, reads, readsBeside }) {
  const shown = (numbers) => {
    const { median, min, max } = spread(numbers) ?? {};
    return median === undefined ? 'not measured' : `${median} (${min}–${max})`;
  };
  const ratio = (numbers, others) => shown(numbers.slice(0, others.length).map((one, i) => one / others[i]));
  console.log(`load after: ${loadavg()[0].toFixed(1)}
rows a second in batches of 1,000 at ${BATCH_CONNECTIONS} connections: ${shown(batches)}
  milliseconds of a batch, median: ${shown(p50)}
single POSTs a second at ${SINGLE_CONNECTIONS} connections: ${shown(singles)}
  batches to singles: ${ratio(batches, singles)}
single POSTs a second under an Idempotency-Key each: ${shown(keyed)}
  without to with a key: ${ratio(singles, keyed)}
rows a second of the statement by pgbench at ${BATCH_CONNECTIONS} clients: ${shown(direct)}
  batches to pgbench: ${ratio(batches, direct)}
p99 of reads in ms, alone: ${shown(reads)}; beside a batch each second: ${shown(readsBeside)}
  beside to alone: ${ratio(readsBeside, reads)}`);
}
