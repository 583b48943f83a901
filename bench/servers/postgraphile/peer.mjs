import { resolve } from 'node:path';
import { claimIdOf } from '../../database/catalogue.mjs';
import { createdOrConflict, dataOf, graphql, selectionOf } from '../graphql.mjs';

const assignment = `nodes { source validFrom claimByClaimId { code label category } }`;
const product = `gtin name brand claimAssignmentsByGtin(first: 25) { ${assignment} }`;

const PRODUCT = `query Product($gtin: String!) { productByGtin(gtin: $gtin) { ${product} } }`;
const PAGE = `query Page($after: Cursor) {
  allProducts(first: 25, after: $after) { nodes { ${product} } pageInfo { hasNextPage endCursor } }
}`;
const CLAIMS = `query Claims($category: String!) {
  allClaims(first: 25, condition: { category: $category }, orderBy: CODE_ASC) { nodes { rowId code label category } }
}`;
const ASSIGN = `mutation Assign($input: CreateClaimAssignmentInput!) {
  createClaimAssignment(input: $input) { claimAssignment { id source validFrom createdAt } }
}`;

function documentText(i) {
  const selection = selectionOf(i);
  return `query Product${i}($gtin: String!) {
  productByGtin(gtin: $gtin) {
    ${selection.product.join(' ')}
    claimAssignmentsByGtin(first: 25) {
      nodes { ${selection.assignment.join(' ')} claimByClaimId { ${selection.claim.join(' ')} } }
    }
  }
}`;
}

const productOf = ({ claimAssignmentsByGtin: { nodes }, ...rest }) => ({
  ...rest,
  claims: nodes.map(({ claimByClaimId: claim, ...row }) => ({ ...row, claim })),
});

/** PostGraphile 5, without credentials, quotas or history. */
export const postgraphilePeer = {
  name: 'postgraphile',
  title: 'PostGraphile 5',
  command: [resolve(import.meta.dirname, 'server.mjs')],
  claimId: claimIdOf,
  ask: {
    product: (gtin) => graphql(PRODUCT, { gtin }),
    page: (after) => graphql(PAGE, { after }),
    claims: (category) => graphql(CLAIMS, { category }),
    assign: (gtin, claimId) =>
      graphql(ASSIGN, {
        input: {
          claimAssignment: { gtin, claimId, source: 'THIRD_PARTY_VERIFIED', validFrom: '2026-01-01' },
        },
      }),
    document: (i, gtin) => graphql(documentText(i), { gtin }),
  },
  read: {
    product: (answer) => productOf(dataOf(answer).productByGtin),
    page(answer) {
      const { nodes, pageInfo } = dataOf(answer).allProducts;
      return { products: nodes.map(productOf), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
    },
    claims: (answer) =>
      dataOf(answer).allClaims.nodes.map(({ rowId, ...claim }) => ({ id: rowId, ...claim })),
    // It hides what the database said, so that any error of its own is taken for the one that is expected.
    assign: (answer) => createdOrConflict(answer, () => true),
    document: (answer) => productOf(dataOf(answer).productByGtin),
  },
};
