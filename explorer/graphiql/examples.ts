import { json } from './json.ts';
import { registryExamples } from './registry-examples.ts';

/** An operation that the explorer shows in a tab of its own at the first visit. */
export interface Example {
  readonly query: string;
  readonly variables?: string;
}

/** What the examples name. */
export interface ExampleSubjects {
  /** GTIN-14 of the product. */
  readonly gtin: string;
  /** Codes of the claims by which products are searched. */
  readonly codes: readonly string[];
  /** Name of that search: a name of GraphQL. */
  readonly search: string;
  /** What `AssignClaim` does, in a line of at most 50 characters. */
  readonly task: string;
  /** The input of `AssignClaim`. */
  readonly assignment: { readonly gtin: string; readonly claimId: string } & Readonly<
    Record<string, unknown>
  >;
  /** Category of the catalogue to page through. */
  readonly category: string;
}

/** Subjects from the demo. It does not say of its oat drink yet that it is NON_GMO. */
export const demoSubjects = {
  gtin: '09520000000011',
  codes: ['VEGAN', 'GLUTEN_FREE'],
  search: 'VeganAndGlutenFree',
  task: 'Says that the oat drink is Non-GMO: the variables',
  assignment: {
    gtin: '09520000000011',
    claimId: '2JK8Z5fYbNMgAzmbJYxLhS',
    source: 'THIRD_PARTY_VERIFIED',
    validFrom: '2026-01-01',
    evidenceUrl: 'https://example.com/certificates/non-gmo-oat-drinks.pdf',
    metadata: { order_id: '6735' },
  },
  category: 'DIETARY',
} as const satisfies ExampleSubjects;

/** The ready examples, in the order in which they tell a story. */
export function examplesFor({
  gtin,
  codes,
  search,
  task,
  assignment,
  category,
}: ExampleSubjects): readonly Example[] {
  const variables = json({ input: assignment });
  return [
    {
      query: `# Products that carry ${codes.length === 1 ? 'this claim' : 'both claims'} today.
query ${search} {
  products(
    first: 10
    filter: {
      claims: { all: [${codes.map((code) => `"${code}"`).join(', ')}] }
    }
  ) {
    totalCount
    nodes {
      gtin
      name
      brand
    }
  }
}
`,
    },
    {
      query: `# One product, what it claims, and on what evidence.
query ProductWithEvidence {
  product(gtin: "${gtin}") {
    name
    brand
    claims {
      nodes {
        claim {
          code
          label
        }
        source
        validFrom
        expirationDate
        evidenceUrl
        evidenceNote
        metadata
      }
    }
  }
}
`,
    },
    {
      query: `# ${task}
# below name product and claim.
mutation AssignClaim($input: AssignClaimInput!) {
  assignClaim(input: $input) {
    assignment {
      id
      claim {
        label
      }
      source
      validFrom
      isActive
      metadata
    }
  }
}
`,
      variables,
    },
    {
      query: `# The same once more, after AssignClaim: a product
# carries a claim once, so the answer is a conflict,
# with the problem document of a 409.
mutation AssignClaimAgain($input: AssignClaimInput!) {
  assignClaim(input: $input) {
    assignment {
      id
    }
  }
}
`,
      variables,
    },
    {
      query: `# The catalogue of claims, five at a time. For the next
# page put the endCursor of the answer into "after".
query ClaimsByCategory($category: ClaimCategory!, $after: String) {
  claims(
    first: 5
    after: $after
    filter: { category: $category }
  ) {
    totalCount
    nodes {
      code
      label
      description
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
      variables: json({ category, after: null }),
    },
    ...registryExamples({ gtin, assignment, category }),
  ];
}

/** The examples of a visitor who is not signed in. */
export const demoExamples = examplesFor(demoSubjects);
