import { claimIdOf } from '../database/catalogue.mjs';
import { createdOrConflict, dataOf, graphql, selectionOf } from './graphql.mjs';

const product = 'gtin name brand claims(first: 25) { source validFrom claim { code label category } }';

const PRODUCT = `query Product($gtin: String!) { product(gtin: $gtin) { ${product} } }`;
const PAGE = `query Page($after: String) { products(first: 25, after: $after) { nodes { ${product} } next } }`;
const CLAIMS = `query Claims($category: String!) {
  claims(category: $category, first: 25) { id code label category }
}`;
const ASSIGN = `mutation Assign($input: AssignClaimInput!) {
  assignClaim(input: $input) { id source validFrom createdAt }
}`;

function documentText(i) {
  const { product, assignment, claim } = selectionOf(i);
  return `query Product${i}($gtin: String!) {
  product(gtin: $gtin) {
    ${product.join(' ')}
    claims(first: 25) { ${assignment.join(' ')} claim { ${claim.join(' ')} } }
  }
}`;
}

/** A server with the schema of `schema.graphql`. */
export const handWrittenPeer = (name, title, command) => ({
  name,
  title,
  command,
  claimId: claimIdOf,
  ask: {
    product: (gtin) => graphql(PRODUCT, { gtin }),
    page: (after) => graphql(PAGE, { after }),
    claims: (category) => graphql(CLAIMS, { category }),
    assign: (gtin, claimId) =>
      graphql(ASSIGN, {
        input: { gtin, claimId, source: 'THIRD_PARTY_VERIFIED', validFrom: '2026-01-01' },
      }),
    document: (i, gtin) => graphql(documentText(i), { gtin }),
  },
  read: {
    product: (answer) => dataOf(answer).product,
    page: (answer) => ({ products: dataOf(answer).products.nodes, next: dataOf(answer).products.next }),
    claims: (answer) => dataOf(answer).claims,
    assign: (answer) => createdOrConflict(answer, ({ message }) => message.includes('assigned already')),
    document: (answer) => dataOf(answer).product,
  },
});
