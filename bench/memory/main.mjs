/**
 * `npm run bench:memory`: minutes of the mix of workload g at 16 connections, and what they do to the gateway's
 * memory. Fails when it needs more than it may, or when the heap grows.
 */
import { parseArgs } from 'node:util';
import { ROOT } from '../database/gateway-build.mjs';
import { countWritten } from '../database/written.mjs';
import { wrk } from '../load/wrk.mjs';
import { cores } from '../measure/cores.mjs';
import { Inspector } from '../measure/inspector.mjs';
import { Pairs } from '../measure/pairs.mjs';
import { freePort, residentBytes } from '../measure/processes.mjs';
import { withGateway } from '../measure/session.mjs';
import { readResults, writeResults } from '../report/files.mjs';
import { HEAP_FLAGS } from '../servers/gateway/peer.mjs';

const CONNECTIONS = 16;
const MAX_RESIDENT = 250 * 1024 * 1024;
/** Caches that fill up late and compiled code move the heap by this much without anything being lost. */
const MAX_GROWTH = 2 * 1024 * 1024;

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    database: { type: 'string' },
    gateway: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const minutes = Number(options.minutes);
if (!(minutes > 0 && minutes <= 60)) throw new Error('--minutes takes a number up to 60.');
/** When the heap is looked at first: after two of ten minutes. */
const early = minutes / 5;

const port = await freePort();
const memory = await withGateway(
  { ...options, workload: 'g', flags: [`--inspect=127.0.0.1:${port}`] },
  async (session) => {
    const inspector = await Inspector.open(port);
    try {
      return await watch(session, inspector);
    } finally {
      inspector.close();
    }
  },
);
show(memory);
if (options.write) {
  const results = await readResults(ROOT);
  if (!results) throw new Error('There are no results to add to: run the whole bench first.');
  await writeResults(ROOT, { ...results, memory });
}
process.exitCode = problems(memory).length > 0 ? 1 : 0;

async function watch({ contender, client }, inspector) {
  const { pid } = contender.process;
  const pairs = new Pairs();
  const resident = [];
  const sampling = setInterval(() => residentBytes(pid).then((bytes) => resident.push(bytes)), 1_000);
  const totals = { requests: 0, fresh: 0, loads: 0 };
  const load = async (seconds) => {
    for (let left = Math.round(seconds); left > 0; left -= 20) {
      const { first, used } = pairs.open();
      const shot = { port: contender.process.port, plan: contender.plan.file, connections: CONNECTIONS };
      const place = Math.floor(Math.random() * 1_000);
      const result = await wrk({
        ...shot,
        seconds: Math.min(left, 20),
        firstPair: first,
        place,
        core: cores.load,
      });
      used(result.fresh);
      if (result.lost + result.refused > 0) throw new Error(`Requests were lost: ${JSON.stringify(result)}`);
      totals.requests += result.requests;
      totals.fresh += result.fresh;
      totals.loads++;
      const megabytes = (resident.at(-1) / 1024 / 1024).toFixed(0);
      console.error(`${Math.round((totals.loads * 20) / 6) / 10} min: ${megabytes} MB resident`);
    }
  };
  try {
    await load(early * 60);
    const first = await inspector.heapInUse();
    await load((minutes - early) * 60);
    const last = resident.at(-1);
    const late = await inspector.heapInUse();
    const rows = await countWritten(client);
    const fewest = totals.fresh - totals.loads * (CONNECTIONS + 1);
    if (rows.assignments < fewest || rows.assignments > totals.fresh || rows.events !== rows.assignments) {
      throw new Error(`Rows were lost: ${JSON.stringify({ ...rows, ...totals })}`);
    }
    return {
      minutes,
      early,
      requests: totals.requests,
      flags: HEAP_FLAGS,
      resident: { last, most: Math.max(...resident) },
      heap: { early: first, late },
    };
  } finally {
    clearInterval(sampling);
  }
}

function show({ requests, resident, heap }) {
  const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  console.log(`${requests} requests in ${minutes} minutes`);
  console.log(`resident: ${megabytes(resident.last)} at the end, ${megabytes(resident.most)} at most`);
  console.log(
    `heap after a forced collection: ${megabytes(heap.early)} after ${early} minutes, ${megabytes(heap.late)} at the end`,
  );
  for (const problem of problems(memory)) console.error(`MISS: ${problem}`);
}

function problems({ resident, heap }) {
  return [
    resident.most >= MAX_RESIDENT && 'resident memory reaches 250 MB',
    heap.late - heap.early > MAX_GROWTH && 'the heap has grown by more than 2 MB',
  ].filter(Boolean);
}
