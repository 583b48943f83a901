import { claimIdOf, freshPair, gtinOf } from '../database/catalogue.mjs';

/** Rows of a batch. */
export const ROWS = 1_000;

/** Batches that are ready before the clock runs: writing them down takes the time of some dozen requests. */
const READY = 150;

/** Bodies of batches of fresh pairs, none twice. */
export function batchBodies(pairs, { shortId }) {
  return Array.from({ length: READY }, () => {
    const first = pairs.take(ROWS);
    const assignments = Array.from({ length: ROWS }, (_, i) => {
      const { product, claim } = freshPair(first + i);
      return {
        gtin: gtinOf(product),
        claim_id: shortId(claimIdOf(claim)),
        source: 'THIRD_PARTY_VERIFIED',
        valid_from: '2026-01-01',
      };
    });
    return JSON.stringify({ assignments });
  });
}

/** The request of a batch. */
export const batchRequest = (key, body) => ({
  method: 'POST',
  path: '/certifications/api/v1/claim-assignments/batch',
  headers: { 'content-type': 'application/json', 'x-api-key': key },
  body,
});

/**
 * Sends batches on some connections, one after the other on each, for so many seconds or until none is ready.
 * @returns {Promise<{ rows, seconds, times }>} `times`: milliseconds of each batch, in order
 */
export async function sendBatches(
  asker,
  key,
  bodies,
  { connections, seconds, pauseMs = 0, isOver = () => false },
) {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1_000;
  const times = [];
  let rows = 0;
  const work = async () => {
    while (elapsed() < seconds && bodies.length > 0 && !isOver()) {
      const sent = performance.now();
      const { status, body } = await asker.send(batchRequest(key, bodies.pop()));
      const { created } = status === 200 ? JSON.parse(body) : {};
      if (created !== ROWS) throw new Error(`A batch was answered with ${status} ${body.slice(0, 300)}`);
      times.push(performance.now() - sent);
      rows += created;
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  return { rows, seconds: elapsed(), times: times.toSorted((a, b) => a - b) };
}
