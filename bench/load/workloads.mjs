/**
 * What is asked. A workload is a rotation of kinds of requests: `[kind, times]`.
 *   kind: product, page, claims, assign (a fresh pair), assignAgain (one that exists), restAssign, restAssignOnce (under an Idempotency-Key), document
 */
const mix = [
  ['product', 18],
  ['page', 1],
  ['assign', 1],
];

export const workloads = {
  a: { title: 'product by GTIN with its claims', rotation: [['product', 1]] },
  b: { title: 'page of 25 products with their claims', rotation: [['page', 1]] },
  c: { title: 'claims of a category', rotation: [['claims', 1]] },
  d: { title: '`assignClaim`, new pairs', rotation: [['assign', 1]] },
  e: { title: '`assignClaim`, pairs that exist', rotation: [['assignAgain', 1]] },
  f: { title: 'REST `POST`, new pairs', rotation: [['restAssign', 1]] },
  g: { title: '90 % a, 5 % b, 5 % d', rotation: mix },
  h: { title: '50 documents in rotation', rotation: [['document', 1]] },
  i: { title: 'as g, quotas in Redis', rotation: mix, redis: true },
};

/** Whether requests of this kind insert a row each. */
export const inserts = (kind) => ['assign', 'restAssign', 'restAssignOnce'].includes(kind);

/** Whether a server can be asked everything of a workload. */
export function canServe({ ask }, { rotation }) {
  return rotation.every(([kind]) => (kind === 'assignAgain' ? ask.assign : ask[kind]) !== undefined);
}
