/** An operation that the explorer shows in a tab of its own at the first visit. */
export interface Example {
  readonly query: string;
  readonly variables?: string;
}

const json = (value: object) => JSON.stringify(value, null, 2);

/** What the demo says of its oat drink, and does not say yet: that it is NON_GMO. */
const assignment = json({
  input: {
    gtin: '09520000000011',
    claimId: '2JK8Z5fYbNMgAzmbJYxLhS',
    source: 'THIRD_PARTY_VERIFIED',
    validFrom: '2026-01-01',
    evidenceUrl: 'https://example.com/certificates/non-gmo-oat-drinks.pdf',
    metadata: { order_id: '6735' },
  },
});

/** The ready examples, in the order in which they tell a story. They run on the catalogue of the demo. */
export const examples: readonly Example[] = [
  {
    query: `# Products that carry both claims today.
query VeganAndGlutenFree {
  products(
    first: 10
    filter: {
      claimCodes: ["VEGAN", "GLUTEN_FREE"]
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
  product(gtin: "09520000000011") {
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
    query: `# Says that the oat drink is Non-GMO: the variables
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
    variables: assignment,
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
    variables: assignment,
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
    variables: json({ category: 'DIETARY', after: null }),
  },
];
