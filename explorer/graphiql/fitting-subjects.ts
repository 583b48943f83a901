import { readData } from '../session/graphql.ts';
import { demoSubjects, type ExampleSubjects } from './examples.ts';

const QUERY = `query Subjects($gtin: GTIN!, $claimId: ID!) {
  demoProduct: product(gtin: $gtin) { gtin }
  demoClaim: claim(id: $claimId) { id }
  viewer { organization { id } }
  products(first: 10) {
    nodes { gtin organization { id } claims(first: 10) { nodes { claim { id code } } } }
  }
  claims(first: 100) { nodes { id code category } }
}`;

interface Product {
  readonly gtin: string;
  readonly organization: { readonly id: string };
  readonly claims: {
    readonly nodes: readonly { readonly claim: { readonly id: string; readonly code: string } }[];
  };
}

interface Data {
  readonly demoProduct: object | null;
  readonly demoClaim: object | null;
  readonly viewer: { readonly organization: { readonly id: string } };
  readonly products: { readonly nodes: readonly Product[] } | null;
  readonly claims: {
    readonly nodes: readonly { readonly id: string; readonly code: string; readonly category: string }[];
  } | null;
}

/**
 * What the examples can name here, as the session may see it: the demo if there is one, otherwise the first product, of
 * the own organization if it is among the first ten, and the first claim that it does not carry. The demo's subjects
 * where nothing is known or stored.
 */
export async function findFittingSubjects(): Promise<ExampleSubjects> {
  const { gtin, claimId } = demoSubjects.assignment;
  const data = await readData<Data>(QUERY, { gtin, claimId });
  return (data && subjectsOf(data)) ?? demoSubjects;
}

function subjectsOf({ demoProduct, demoClaim, viewer, products, claims }: Data): ExampleSubjects | undefined {
  if (demoProduct && demoClaim) return undefined;
  const product =
    products?.nodes.find(({ organization }) => organization.id === viewer.organization.id) ??
    products?.nodes[0];
  const carried = product?.claims.nodes.map(({ claim }) => claim) ?? [];
  const claim = claims?.nodes.find(({ id }) => !carried.some((each) => each.id === id)) ?? claims?.nodes[0];
  if (!product || !claim) return undefined;
  const { gtin } = product;
  return {
    gtin,
    codes: (carried.length > 0 ? carried : [claim]).slice(0, 2).map(({ code }) => code),
    search: 'ProductsWithClaims',
    task: 'Assigns the first claim that it lacks: the variables',
    assignment: { gtin, claimId: claim.id, source: 'BRAND_SELF_DECLARED' },
    category: claim.category,
  };
}
