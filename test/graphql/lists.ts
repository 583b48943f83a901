import type { Answer, Gateway } from '../support/gateway.js';

const VARIABLES = '$first: Int, $after: String, $last: Int, $before: String';
const ARGUMENTS = 'first: $first, after: $after, last: $last, before: $before';
const page = (node: string) => `{
  edges { cursor node { ${node} } } nodes { ${node} } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;

/** The lists that are read from either end, each through its own document. */
const documents = {
  products: `query (${VARIABLES}, $filter: ProductFilter, $orderBy: ProductOrder) {
    list: products(${ARGUMENTS}, filter: $filter, orderBy: $orderBy) ${page('key: gtin')} }`,
  claims: `query (${VARIABLES}, $filter: ClaimFilter, $orderBy: ClaimOrder) {
    list: claims(${ARGUMENTS}, filter: $filter, orderBy: $orderBy) ${page('key: code')} }`,
  'product.claims': `query (${VARIABLES}, $of: GTIN!, $filter: ClaimAssignmentFilter, $orderBy: ClaimAssignmentOrder) {
    product(gtin: $of) { list: claims(${ARGUMENTS}, filter: $filter, orderBy: $orderBy) ${page('claim { key: code }')} } }`,
  'claim.assignments': `query (${VARIABLES}, $of: ID!, $filter: ClaimAssignmentFilter) {
    claim(id: $of) { list: assignments(${ARGUMENTS}, filter: $filter) ${page('product { key: gtin }')} } }`,
} as const;
export type List = keyof typeof documents;

export interface ListPage {
  /** GTINs of products, codes of claims. */
  readonly keys: string[];
  readonly cursors: string[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Asks for a page; `of` names the product or claim whose list it is. */
export function ask(gateway: Gateway, key: string, list: List, variables: object = {}): Promise<Answer> {
  return gateway.graphql(documents[list], { key, variables });
}

/** The page that an answer without errors holds. */
export function pageOf({ body }: Answer): ListPage {
  expect(body.errors).toBeUndefined();
  const { edges, nodes, pageInfo, totalCount } = (body.data.product ?? body.data.claim ?? body.data).list;
  expect(edges.map((edge: any) => edge.node)).toEqual(nodes);
  const keyOf = (node: any): string => (node.claim ?? node.product ?? node).key;
  return { keys: nodes.map(keyOf), cursors: edges.map((edge: any) => edge.cursor), pageInfo, totalCount };
}

/** Reads a page with arguments of a connection. */
export type ReadPage = (args: object) => Promise<ListPage>;

/** All keys in the order in which pages from the start give them; `between` runs after every page. */
export async function walkForward(read: ReadPage, first: number, between?: () => Promise<unknown>) {
  const walked: string[] = [];
  let after: string | null = null;
  for (let more = true; more; await between?.()) {
    const { keys, pageInfo } = await read({ first, after });
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    walked.push(...keys);
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  return walked;
}

/** The same from the end, in the order of the list. */
export async function walkBackward(read: ReadPage, last: number, between?: () => Promise<unknown>) {
  const walked: string[] = [];
  let before: string | null = null;
  for (let more = true; more; await between?.()) {
    const { keys, pageInfo } = await read({ last, before });
    expect(pageInfo.hasNextPage).toBe(before !== null);
    walked.unshift(...keys);
    ({ startCursor: before, hasPreviousPage: more } = pageInfo);
  }
  return walked;
}
