import { claimIdOf, freshPair, gtinOf } from '../../database/catalogue.mjs';
import { HOSTILE_CLAIMS, HOSTILE_PRODUCTS, hostileCode, hostileGtin } from '../hostile-rows.mjs';
import { repeated } from '../repeated.mjs';

const ROWS = 1_000;
/** Pairs of one attack that another one does not use. */
const PAIRS_OF_AN_ATTACK = 100_000;

const rows = (count, row) => `[${repeated(count, row, ',')}]`;

/** The n-th row for a pair that does not exist, with more members. */
function fresh(n, members = '') {
  const { product, claim } = freshPair(n);
  return `{"gtin":"${gtinOf(product)}","claim_id":"${claimIdOf(claim)}"${members}}`;
}

/** A row for a pair that exists, whose metadata and note are at their limits. */
const hostile = (n, members = '') =>
  `{"gtin":"${hostileGtin('ASCII', n % HOSTILE_PRODUCTS)}","claim_code":"${hostileCode(
    'ASCII',
    Math.floor(n / HOSTILE_PRODUCTS) % HOSTILE_CLAIMS,
  )}"${members}}`;

const camel = (text) => text.replaceAll('claim_id', 'claimId').replaceAll('claim_code', 'claimCode');

const rest = (assignments, { policies = '', headers } = {}) => ({
  method: 'POST',
  path: '/certifications/api/v1/claim-assignments/batch',
  headers: { 'content-type': 'application/json', ...headers },
  body: `{${policies}"assignments":${assignments}}`,
});

function mutation(selection, assignments, policies = '') {
  const query = `mutation q($input: AssignClaimsInput!) { assignClaims(input: $input) { ${selection} } }`;
  return {
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":{"input":{${policies}"assignments":${camel(assignments)}}}}`,
  };
}

const UPDATE = '"on_existing":"update",';
const NESTED = `results { assignment { id updatedAt claim { label assignments(first: 1) { nodes { source } } }
  product { name claims(first: 1) { nodes { source } } } } }`;

const attacks = [
  ['batch-of-new-pairs', '1,000 new assignments', (n) => rest(rows(ROWS, (i) => fresh(n + i)))],
  [
    'batch-of-one-hundred',
    'ten batches of 100 new assignments at once, a request of quota each',
    (n) => rest(rows(100, (i) => fresh(n + i))),
    { group: 10 },
  ],
  [
    'batch-with-nine-values',
    '1,000 new assignments with as many values as fit',
    (n) =>
      rest(
        rows(ROWS, (i) =>
          fresh(
            n + i,
            `,"source":"THIRD_PARTY_VERIFIED","valid_from":"2026-01-01","expiration_date":"2027-01-01","evidence_note":"${'n'.repeat(150)}","metadata":{"a":"b"}`,
          ),
        ),
      ),
  ],
  [
    'batch-of-conflicts',
    '1,000 pairs that exist, each refused with a problem document',
    () => rest(rows(ROWS, (i) => hostile(i))),
  ],
  ['batch-of-one-pair', '1,000 times the same new pair', (n) => rest(rows(ROWS, () => fresh(n)))],
  [
    'batch-of-faults',
    '1,000 rows with six faults each',
    () =>
      rest(
        rows(
          ROWS,
          (i) =>
            `{"gtin":"${'9'.repeat(100)}","claim_id":"x${i}","source":"s","valid_from":"v","evidence_url":"u","metadata":1}`,
        ),
      ),
  ],
  [
    'batch-of-long-faults',
    '1,000 rows with a GTIN of 400 characters',
    () => rest(rows(ROWS, (i) => `{"gtin":"${'x'.repeat(400)}${i}","claim_code":"c"}`)),
  ],
  [
    'batch-of-unknown-members',
    '1,000 rows with seven unknown members',
    () => rest(rows(ROWS, () => `{${repeated(7, (m) => `"memberr${m}":1`, ',')}}`)),
  ],
  [
    'batch-of-unknown-pairs',
    '1,000 unknown products and codes',
    () => rest(rows(ROWS, (i) => `{"gtin":"0700000${String(i).padStart(7, '0')}","claim_code":"NONE_${i}"}`)),
  ],
  [
    'batch-rolled-back',
    '999 new assignments and a fault, rolled back',
    (n) =>
      rest(
        rows(ROWS, (i) => (i === 999 ? '{"gtin":"1"}' : fresh(n + i))),
        { policies: '"on_error":"rollback",' },
      ),
  ],
  [
    'batch-of-large-updates',
    'changes of 1,000 assignments whose metadata and notes are at their limits',
    (n) =>
      rest(
        rows(ROWS, (i) => hostile(i, `,"evidence_url":"https://example.com/${n}"`)),
        { policies: UPDATE },
      ),
  ],
  [
    'batch-of-30-large-updates',
    'changes of 30 assignments whose metadata and notes are at their limits',
    (n) =>
      rest(
        rows(30, (i) => hostile(i, `,"evidence_url":"https://example.com/${n}"`)),
        { policies: UPDATE },
      ),
  ],
  [
    'batch-with-a-key',
    '1,000 new assignments under an Idempotency-Key, sent again and again',
    () =>
      rest(
        rows(ROWS, (i) => fresh(i)),
        { headers: { 'idempotency-key': 'the-same-key' } },
      ),
  ],
  [
    'batch-with-another-key',
    '1,000 refused assignments, each time under a new Idempotency-Key',
    (n) =>
      rest(
        rows(ROWS, (i) => hostile(i)),
        { headers: { 'idempotency-key': `key-${n}-${Date.now()}` } },
      ),
  ],
  [
    'batch-with-nested-lists',
    'assignClaims: 100 new assignments, each with its claim, its product and their lists',
    (n) =>
      mutation(
        NESTED,
        rows(100, (i) => fresh(n + i)),
      ),
  ],
  [
    'batch-with-assignments',
    'assignClaims: 1,000 new assignments with claim and product',
    (n) =>
      mutation(
        'results { assignment { id claim { code } product { gtin } } }',
        rows(ROWS, (i) => fresh(n + i)),
      ),
  ],
  [
    'batch-of-conflicts-by-graphql',
    'assignClaims: 1,000 pairs that exist, with all of each problem',
    () =>
      mutation(
        'results { index problem { code status title detail retryable details { loc msg type } } }',
        rows(ROWS, (i) => hostile(i)),
      ),
  ],
  [
    'batch-of-updates-with-values',
    'assignClaims: 20 changes, whose metadata and notes at their limits are selected',
    (n) =>
      mutation(
        'results { assignment { metadata evidenceNote } }',
        rows(20, (i) => hostile(i, `,"evidenceUrl":"https://example.com/${n}"`)),
        '"onExisting":"UPDATE",',
      ),
  ],
  [
    'repeated-removals',
    'removeClaimAssignments: 1,000 rows that name nothing',
    () => ({
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: `{"query":"mutation q($input: RemoveClaimAssignmentsInput!) { removeClaimAssignments(input: $input) { failed results { removedAssignmentId problem { detail } } } }","variables":{"input":{"assignments":${camel(rows(ROWS, (i) => fresh(i)))}}}}`,
    }),
  ],
];

/** Attacks by batches; each row of quota counts for up to 100 rows of a batch. */
export const batchAttacks = attacks.map(([name, about, request, more], place) => ({
  name,
  about,
  key: 'editor',
  freshKey: true,
  request: (i) => request((place * PAIRS_OF_AN_ATTACK) / 5 + i * ROWS),
  ...more,
}));
