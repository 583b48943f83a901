import type { Example, ExampleSubjects } from './examples.ts';
import { json } from './json.ts';

const DAY_MS = 86_400_000;

/** The day in UTC, which is what the server means by today, or one of the days after it. */
const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Examples of questions and changes across products. */
export function registryExamples({
  gtin,
  assignment,
  category,
}: Pick<ExampleSubjects, 'gtin' | 'assignment' | 'category'>): readonly Example[] {
  return [
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
  products(
    first: 0
    filter: { claims: { category: $category } }
  ) {
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
      product {
        name
      }
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
      hasNextPage
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
        details {
          loc
          msg
        }
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
