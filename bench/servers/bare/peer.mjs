import { resolve } from 'node:path';
import { claimIdOf } from '../../database/catalogue.mjs';

const get = (path) => ({ method: 'GET', path, headers: { accept: 'application/json' } });
const post = (path, body) => ({
  method: 'POST',
  path,
  headers: { accept: 'application/json', 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const created = ({ status, body }) => {
  if (status === 201 || status === 409) return status === 201 ? 'created' : 'conflict';
  throw new Error(`Answered ${status} ${body.slice(0, 300)}`);
};
const read = ({ status, body }) => {
  if (status !== 200) throw new Error(`Answered ${status} ${body.slice(0, 300)}`);
  return JSON.parse(body);
};

/** The limit: Node's own server in front of the database. */
export const barePeer = {
  name: 'bare',
  title: 'bare node:http',
  command: [resolve(import.meta.dirname, 'server.mjs')],
  claimId: claimIdOf,
  ask: {
    product: (gtin) => get(`/products/${gtin}`),
    page: (after) => get(`/pages/${after ?? '0'}`),
    claims: (category) => get(`/claims/${category}`),
    assign: (gtin, claim_id) =>
      post('/assignments', { gtin, claim_id, source: 'THIRD_PARTY_VERIFIED', valid_from: '2026-01-01' }),
    restAssign: (gtin, claim_id) =>
      post(`/products/${gtin}/claims`, {
        claim_id,
        source: 'THIRD_PARTY_VERIFIED',
        valid_from: '2026-01-01',
      }),
  },
  read: { product: read, page: read, claims: read, assign: created, restAssign: created },
};
