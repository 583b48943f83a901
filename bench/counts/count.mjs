import { freshPair, gtinOf } from '../database/catalogue.mjs';
import { SMALL } from '../database/generate.mjs';
import { readyRequest } from '../load/requests.mjs';
import { inserts, workloads } from '../load/workloads.mjs';
import { spread } from '../measure/statistics.mjs';

const WARM_UP = 150;
const BATCHES = 3;
/** Requests of a batch: some turns of each rotation. */
const BATCH = 60;

/** Workloads that differ in what the gateway does for them. */
export const COUNTED = Object.keys(workloads).filter((name) => !workloads[name].redis);

/** Statements and allocated bytes per request of a workload, the requests one after the other. */
export async function countWorkload(name, { gateway, peer, cursors, statements, pairs }) {
  const order = workloads[name].rotation.flatMap(([kind, times]) => Array(times).fill(kind));
  let turn = 0;
  const ask = async (times) => {
    for (let i = 0; i < times; i++, turn++) {
      const kind = order[turn % order.length];
      const request = inserts(kind)
        ? insertion(peer, kind, pairs)
        : readyRequest(peer, kind, cursors, turn, SMALL.products);
      const { status, body } = await gateway.asker.send(request);
      if (status > 201) throw new Error(`The gateway answered ${kind} with ${status} ${body}`);
    }
  };

  await ask(WARM_UP);
  const bytes = [];
  const executed = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    const before = await gateway.collect();
    const first = statements.count;
    await ask(BATCH);
    executed.push((statements.count - first) / BATCH);
    const after = await gateway.heap();
    if (after.collections === before.collections) bytes.push((after.used - before.used) / BATCH);
  }
  if (bytes.length === 0) throw new Error(`Memory was collected during every batch of ${name}.`);
  return { statements: spread(executed).median, bytes: spread(bytes).median, spread: spread(bytes) };
}

function insertion(peer, kind, pairs) {
  const { product, claim } = freshPair(pairs.take(1), SMALL.products);
  return peer.ask[kind](gtinOf(product), peer.claimId(claim));
}
