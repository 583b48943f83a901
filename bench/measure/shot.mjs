import { setTimeout as sleep } from 'node:timers/promises';
import { countWritten, removeWritten } from '../database/written.mjs';
import { inserts } from '../load/workloads.mjs';
import { wrk } from '../load/wrk.mjs';
import { checkAnswer, checkWorkload } from './answers.mjs';
import { backendSeconds, secondsBetween } from './backends.mjs';
import { residentBytes, serverSeconds } from './processes.mjs';

/**
 * Seconds before the clock runs: long for a server that was never under load, whose code is not compiled yet, and
 * longer in the first round, in which it meets these requests.
 */
export const WARM_UP = { cold: 12, first: 8, later: 1 };

/** Servers that were under load before. */
const warm = new WeakSet();
/** Between two answers that are checked under load, in milliseconds. */
const SAMPLE_EVERY = 200;

/**
 * Puts one server under one workload and gives what was measured. Throws when an answer is wrong, a request is
 * lost, or a row that was acknowledged is not in the table.
 */
export async function shoot(
  contender,
  workload,
  { client, expected, pairs, connections, round, seconds, core },
) {
  const { peer, process: server, plan } = contender;
  const writes = workload.rotation.some(([kind]) => inserts(kind));
  let inserted = await checkWorkload(contender, expected, workload, pairs);
  const load = async (duration) => {
    const { first, used } = pairs.open();
    const place = Math.floor(Math.random() * 1_000);
    const result = await wrk({
      port: server.port,
      plan: plan.file,
      connections,
      seconds: duration,
      firstPair: first,
      place,
      core,
    });
    used(result.fresh);
    return result;
  };

  const isCold = !warm.has(server);
  warm.add(server);
  const warmUp = await load(isCold ? WARM_UP.cold : round === 0 ? WARM_UP.first : WARM_UP.later);
  const before = [await serverSeconds(server.pid), await backendSeconds(client)];
  const sampling = sampleAnswers(contender, expected, workload);
  const result = await load(seconds).finally(sampling.stop);
  const after = [await serverSeconds(server.pid), await backendSeconds(client)];
  const samples = await sampling.ended;

  if (result.lost > 0) throw new Error(`${peer.title} lost ${result.lost} requests.`);
  if (result.refused > 0 && !(contender.peer.name === 'bare' && workload.rotation[0][0] === 'assignAgain')) {
    throw new Error(`${peer.title} refused ${result.refused} requests.`);
  }
  inserted += await checkWorkload(contender, expected, workload, pairs);
  await checkRows(contender, client, workload, connections, inserted, [warmUp, result]);
  if (writes) await removeWritten(client);

  // A server so slow that it has answered nothing has used its time for nothing countable.
  const thousands = Math.max(result.requests, 1) / 1_000;
  const database = secondsBetween(before[1], after[1]);
  return {
    throughput: (result.requests / result.microseconds) * 1e6,
    p50: result.p50 / 1_000,
    p99: result.p99 / 1_000,
    serverCpu: (after[0] - before[0]) / thousands,
    databaseCpu: database === null ? null : database / thousands,
    resident: await residentBytes(server.pid),
    checked: samples,
  };
}

/** Checks answers while the server is under load, until it is stopped. */
function sampleAnswers(contender, expected, { rotation }) {
  const kinds = rotation.map(([kind]) => kind).filter((kind) => !inserts(kind));
  let stopped = false;
  const ended = (async () => {
    let checked = 0;
    while (!stopped && kinds.length > 0) {
      const kind = kinds[checked % kinds.length];
      await checkAnswer(contender, expected, kind, Math.floor(Math.random() * 1_000));
      checked++;
      await sleep(SAMPLE_EVERY);
    }
    return checked;
  })();
  ended.catch(() => {});
  return {
    ended,
    stop: () => {
      stopped = true;
    },
  };
}

/** Every acknowledged assignment is in the table, right, with its history where the server keeps one. */
async function checkRows({ peer }, client, { rotation }, connections, checked, loads) {
  await sleep(300);
  const rows = await countWritten(client);
  const sent = checked + loads.reduce((sum, { fresh }) => sum + fresh, 0);
  const pure = rotation.length === 1 && inserts(rotation[0][0]);
  const acknowledged = pure
    ? checked + loads.reduce((sum, { requests }) => sum + requests, 0)
    : // Of a mix it is not known which requests were under way when the time was over; one more is made and not sent.
      sent - (sent > 0 ? loads.length * (connections + 1) : 0);
  const problem =
    (rows.assignments < acknowledged && 'fewer rows than were acknowledged') ||
    (rows.assignments > sent && 'more rows than were asked for') ||
    (rows.right !== rows.assignments && 'rows that hold something else') ||
    (peer.keepsHistory && rows.events !== rows.assignments && 'rows without history');
  if (!problem) return;
  throw new Error(`${peer.title} has left ${problem}: ${JSON.stringify({ ...rows, acknowledged, sent })}`);
}
