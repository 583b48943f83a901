import { claimIdOf } from '../../database/catalogue.mjs';
import { createdOrConflict, dataOf, graphql, selectionOf } from '../graphql.mjs';

/** How `serve` is run in production (docs/operations.md, "Memory"). */
export const HEAP_FLAGS = [
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
  '--max-old-space-size=192',
];

const assignment = `nodes { source validFrom claim { code label category } }`;
const product = `gtin name brand claims(first: 25) { ${assignment} }`;

const PRODUCT = `query Product($gtin: GTIN!) { product(gtin: $gtin) { ${product} } }`;
const PAGE = `query Page($after: String) {
  products(first: 25, after: $after) { nodes { ${product} } pageInfo { hasNextPage endCursor } }
}`;
const CLAIMS = `query Claims($category: ClaimCategory!) {
  claims(first: 25, filter: { category: $category }) { nodes { id code label category } }
}`;
const ASSIGN = `mutation Assign($input: AssignClaimInput!) {
  assignClaim(input: $input) { assignment { id source validFrom createdAt } }
}`;

function documentText(i) {
  const selection = selectionOf(i);
  return `query Product${i}($gtin: GTIN!) {
  product(gtin: $gtin) {
    ${selection.product.join(' ')}
    claims(first: 25) { nodes { ${selection.assignment.join(' ')} claim { ${selection.claim.join(' ')} } } }
  }
}`;
}

/** A `POST` of the REST API. */
const restAssign = (gtin, claimId, headers) => ({
  method: 'POST',
  path: `/certifications/api/v1/products/${gtin}/claims`,
  headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ claim_id: claimId, source: 'THIRD_PARTY_VERIFIED', valid_from: '2026-01-01' }),
});

function readRestAssign({ status, body }) {
  if (status === 201 || status === 409) return status === 201 ? 'created' : 'conflict';
  throw new Error(`Answered ${status} ${body.slice(0, 300)}`);
}

/** This gateway, as in production: built, with a key, all limits and checks on. */
export function gatewayPeer({ folder, shortId }, key, { redis, heapFlags = HEAP_FLAGS } = {}) {
  const headers = { 'x-api-key': key };
  const uuids = new Map(Array.from({ length: 500 }, (_, i) => [shortId(claimIdOf(i)), claimIdOf(i)]));
  const productOf = ({ claims, ...rest }) => ({ ...rest, claims: claims.nodes });
  return {
    name: redis ? 'gateway-redis' : 'gateway',
    title: redis ? 'this gateway, quotas in Redis' : 'this gateway',
    keepsHistory: true,
    command: [...heapFlags, `${folder}/dist/cli/claims.js`, 'serve'],
    environment: {
      DATABASE_POOL_SIZE: '10',
      LOG_FORMAT: 'json',
      LOG_REQUESTS: 'false',
      ...(redis ? { REDIS_URL: redis } : {}),
    },
    claimId: (claim) => shortId(claimIdOf(claim)),
    ask: {
      product: (gtin) => graphql(PRODUCT, { gtin }, headers),
      page: (after) => graphql(PAGE, { after }, headers),
      claims: (category) => graphql(CLAIMS, { category }, headers),
      assign: (gtin, claimId) =>
        graphql(
          ASSIGN,
          { input: { gtin, claimId, source: 'THIRD_PARTY_VERIFIED', validFrom: '2026-01-01' } },
          headers,
        ),
      restAssign: (gtin, claimId) => restAssign(gtin, claimId, headers),
      restAssignOnce: (gtin, claimId) =>
        restAssign(gtin, claimId, { ...headers, 'idempotency-key': `${gtin}-${claimId}` }),
      document: (i, gtin) => graphql(documentText(i), { gtin }, headers),
    },
    read: {
      product: (answer) => productOf(dataOf(answer).product),
      page(answer) {
        const { nodes, pageInfo } = dataOf(answer).products;
        return { products: nodes.map(productOf), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
      },
      claims: (answer) => dataOf(answer).claims.nodes.map((claim) => ({ ...claim, id: uuids.get(claim.id) })),
      assign: (answer) => createdOrConflict(answer, ({ extensions }) => extensions.code === 'CONFLICT'),
      restAssign: readRestAssign,
      // The second request for a pair has the key of the first.
      restAssignOnce: (answer) =>
        answer.headers['idempotency-replayed'] ? 'conflict' : readRestAssign(answer),
      document: (answer) => productOf(dataOf(answer).product),
    },
  };
}
