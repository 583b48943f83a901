import { gtinOf } from '../database/catalogue.mjs';
import { graphql } from '../servers/graphql.mjs';

const REQUESTS = 240;

/** Documents that differ each time, so that parsing and validation are compiled as well as execution. */
const kinds = [
  (i) =>
    graphql(
      'query q($gtin: GTIN!) { product(gtin: $gtin) { name claims { nodes { source claim { code } } } } }',
      { gtin: gtinOf(i) },
    ),
  (i) =>
    graphql(`{ a${i}: product(gtin: "${gtinOf(i)}") { ...P } viewer { role } }
      fragment P on Product { gtin name claims(first: 5) { edges { node { metadata isActive claim { label } } } } }`),
  (i) =>
    graphql(`{ products(first: 25, filter: { claimCodes: ["CLAIM_${String(i % 500).padStart(3, '0')}"] }) {
      totalCount pageInfo { hasNextPage } nodes { gtin claims(first: 10) { nodes { source validFrom } } } } }`),
  (i) =>
    graphql(
      `{ claims(first: ${1 + (i % 40)}) { nodes { code assignments(first: 1) { nodes { source } } } } }`,
    ),
  (i) => ({
    method: 'GET',
    path: `/certifications/api/v1/products/${gtinOf(i)}/claims`,
  }),
  () => ({ method: 'GET', path: '/certifications/api/v1/claims?label=label' }),
];

/**
 * Sends ordinary requests, so that attacks do not pay for the compilation of code that a server in use has
 * compiled. Throws when one is not answered well.
 */
export async function warmUp(client, keys) {
  for (let i = 0; i < REQUESTS; i++) {
    const { headers, ...rest } = kinds[i % kinds.length](i);
    const apiKey = keys.victim[i % keys.victim.length];
    const answer = await client.send({
      ...rest,
      headers: { ...headers, 'x-api-key': apiKey },
    });
    if (answer.status !== 200) throw new Error(`The warm-up was answered ${answer.status}: ${answer.start}`);
    if (answer.start.includes('"errors"')) throw new Error(`The warm-up failed: ${answer.start}`);
  }
}
