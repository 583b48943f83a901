import { freshPair, gtinOf } from '../database/catalogue.mjs';
import { readyRequest } from '../load/requests.mjs';
import { canServe, inserts, workloads } from '../load/workloads.mjs';
import { startContender } from './contenders.mjs';
import { countStatements } from './statement-counter.mjs';
import { spread } from './statistics.mjs';

const REQUESTS = 15;

/**
 * Statements that a server sends for one request of each workload: the median over some requests, one after
 * the other, on connections that are open already.
 */
export async function statementsPerRequest(peer, names, { url, pairs, core }) {
  const counter = await countStatements(url);
  try {
    const contender = await startContender(peer, { url: counter.url, core });
    try {
      const byKind = {};
      const counts = {};
      for (const name of names.filter((one) => canServe(peer, workloads[one]))) {
        const { rotation } = workloads[name];
        for (const [kind] of rotation) byKind[kind] ??= await countKind(contender, kind, counter, pairs);
        const times = rotation.reduce((sum, [, number]) => sum + number, 0);
        counts[name] = rotation.reduce((sum, [kind, number]) => sum + byKind[kind] * number, 0) / times;
      }
      return counts;
    } finally {
      await contender.stop();
    }
  } finally {
    await counter.close();
  }
}

async function countKind({ peer, asker, cursors }, kind, counter, pairs) {
  const counts = [];
  for (let i = 0; i < REQUESTS; i++) {
    const before = counter.count;
    await asker.send(inserts(kind) ? insertion(peer, kind, pairs) : readyRequest(peer, kind, cursors, i));
    counts.push(counter.count - before);
  }
  return spread(counts).median;
}

function insertion(peer, kind, pairs) {
  const { product, claim } = freshPair(pairs.take(1));
  return peer.ask[kind](gtinOf(product), peer.claimId(claim));
}
