/**
 * Prices of the parts of an operation (docs/contract.md, "Limits of an operation"). One unit is some 10 µs of processor
 * time of the server or of the database, the larger of the two.
 */
export const prices = {
  /** A scalar, an enum, `__typename`, or any field of introspection. */
  leaf: 0.1,
  /** A time, whose text has to be computed. */
  dateTime: 0.2,
  /** An object, for its response alone. */
  object: 0.2,
  /** A look-up by key: one statement, whatever the number of its keys. */
  lookUp: 10,
  /** The statement of a page, whatever the number of its parents. */
  page: 30,
  /** A row that a page reads, shown or not. */
  row: 1,
  /** A search or a count, whose time grows with the data. */
  search: 50,
  /** A count whose time does not: the claims of a product, a history. A statement like a page's. */
  count: 30,
} as const;

/** Objects that come with their parents, without a statement of their own. All others are looked up. */
export const free: ReadonlySet<string> = new Set([
  'Query.viewer',
  'Query._service',
  'Viewer.quotas',
  'ProductConnection.facets',
  'ClaimFacet.claim',
  'ClaimAssignment.claim',
  'ClaimAssignmentEvent.claim',
  'ClaimAssignmentEvent.changes',
  'AssignClaimPayload.assignment',
  'AssignClaimPayload.assignmentEdge',
  'AssignClaimPayload.product',
  'UpdateClaimAssignmentPayload.assignment',
  'RemoveClaimAssignmentPayload.claim',
  'RemoveClaimAssignmentPayload.product',
  'AssignClaimResult.assignment',
  'AssignClaimResult.problem',
  'RemoveClaimAssignmentResult.problem',
  'Problem.details',
  'CertificationAssignment.certification',
  'CertificationAssignmentEvent.certification',
  'CertificationAssignmentEvent.changes',
  'AssignCertificationPayload.assignment',
  'AssignCertificationPayload.assignmentEdge',
  'AssignCertificationPayload.product',
  'AssignCertificationResult.assignment',
  'AssignCertificationResult.problem',
  'UpdateCertificationAssignmentPayload.assignment',
  'RemoveCertificationAssignmentPayload.certification',
  'RemoveCertificationAssignmentPayload.product',
]);

/** Mutations of many rows, which their argument `input` contains, and the lists with a result for each row. */
export const batches: ReadonlySet<string> = new Set([
  'Mutation.assignClaims',
  'Mutation.removeClaimAssignments',
  'Mutation.assignCertifications',
]);
export const batchResults: ReadonlySet<string> = new Set([
  'AssignClaimsPayload.results',
  'RemoveClaimAssignmentsPayload.results',
  'AssignCertificationsPayload.results',
]);

/** Lists that have at most one item as a rule. */
export const shortLists: ReadonlySet<string> = new Set(['Problem.details']);

/** Items that other lists without pages are taken for, such as the changes of an event. */
export const LIST_ITEMS = 10;

/** Counts over a whole list beside `totalCount`, with the counts that one of them takes as long as. */
export const facets: ReadonlyMap<string, number> = new Map([
  ['ProductFacets.claims', 2],
  ['ProductFacets.categories', 3],
  ['ProductFacets.sources', 3],
  ['ProductFacets.brands', 1],
]);

/** Lists without pages that have an item for each item of one of their arguments. */
export const lengthArguments: ReadonlyMap<string, string> = new Map([
  ['Query.nodes', 'ids'],
  ['Query._entities', 'representations'],
]);

/** Pages that take several statements, with their number: of the change feed, the first one finds its end. */
export const statementsOfPage: ReadonlyMap<string, number> = new Map([
  ['Query.claimEvents', 2],
  ['Query.certificationEvents', 2],
]);

/** Long texts, with what one of them costs: the schema of a subgraph has some 30 KB. */
export const longTexts: ReadonlyMap<string, number> = new Map([['_Service.sdl', 10]]);

/** Rows that a page reads at least, where all rows of a parent are sorted for it. */
export const minRows: ReadonlyMap<string, number> = new Map([
  ['Product.claims', 26],
  ['Product.certifications', 26],
]);

/**
 * Connections whose filters and counts read more rows than they return, with the searches that one of them counts
 * for: the products of the whole registry, or those of one claim among many.
 */
export const searches: ReadonlyMap<string, number> = new Map([
  ['Query.products', 1],
  ['Organization.products', 1],
  ['Query.claimAssignments', 1],
  ['Query.claimEvents', 1],
  ['Query.certificationEvents', 1],
  ['Claim.assignments', 0.3],
  ['Certification.assignments', 0.3],
]);
