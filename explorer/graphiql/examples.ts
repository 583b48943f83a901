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

const json = (value: object) => JSON.stringify(value, null, 2);

/** A day in UTC, by which the server counts, so many days from now. */
const dayIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

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
    {
      query: `# What expires within 60 days, the next first.
query ExpiringSoon($today: Date!, $soon: Date!) {
  claimAssignments(
    first: 10
    filter: { expiresFrom: $today, expiresUntil: $soon }
    orderBy: { field: EXPIRATION_DATE }
  ) {
    nodes {
      expirationDate
      product {
        name
      }
      claim {
        label
      }
    }
  }
}
`,
      variables: json({ today: dayIn(0), soon: dayIn(60) }),
    },
    {
      query: `# How many of the products in this category carry
# which claims today, and of which brands they are.
query CountsOfASearch($category: ClaimCategory!) {
  products(first: 0, filter: { claims: { category: $category } }) {
    totalCount
    facets {
      claims(first: 5) {
        count
        claim {
          label
        }
      }
      brands(first: 5) {
        brand
        count
      }
    }
  }
}
`,
      variables: json({ category }),
    },
    {
      query: `# What your organization has changed, the oldest first.
# To follow it, put the endCursor into "after".
query Changes($after: String) {
  claimEvents(first: 10, after: $after) {
    nodes {
      at
      action
      actor
      claim {
        code
      }
      changes {
        field
        before
        after
      }
    }
    pageInfo {
      endCursor
    }
  }
}
`,
      variables: json({ after: null }),
    },
    {
      query: `# Many at once, with a result for each row. The first row
# changes the assignment if there is one, the second fails.
# With a header such as { "Idempotency-Key": "load-1" }
# the batch can be sent again: it is executed once.
mutation AssignClaims($input: AssignClaimsInput!) {
  assignClaims(input: $input) {
    created
    updated
    failed
    results {
      index
      assignment {
        id
        source
        validFrom
      }
      problem {
        code
        detail
      }
    }
  }
}
`,
      variables: json({
        input: {
          onError: 'CONTINUE',
          onExisting: 'UPDATE',
          assignments: [assignment, { gtin, claimCode: 'NO_SUCH_CLAIM' }],
        },
      }),
    },
    {
      query: `# The products of your organization, with the
# certificates that expire within 90 days.
query ExpiringCertificates($from: Date!, $until: Date!) {
  viewer {
    organization {
      products(first: 20) {
        nodes {
          gtin
          name
          certifications(
            first: 5
            filter: { expiresFrom: $from, expiresUntil: $until }
            orderBy: { field: EXPIRATION_DATE }
          ) {
            nodes {
              certification {
                label
              }
              certificateNumber
              expirationDate
              verificationStatus
            }
          }
        }
      }
    }
  }
}
`,
      variables: json({ from: dayIn(0), until: dayIn(90) }),
    },
  ];
}

/** The examples of a visitor who is not signed in. */
export const demoExamples = examplesFor(demoSubjects);
