import pg from 'pg';
import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

export let gateway: Gateway;
export let organization: string;
let keyId: string;
export let key: string;
export let claim: string;
let certificationUuid: string;
export let certification: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  ({ id: keyId, key } = await gateway.fixtures.keyWithId(organization));
  claim = shortId(await gateway.fixtures.claim('VEGAN'));
  certificationUuid = await gateway.fixtures.certification('ORGANIC');
  certification = shortId(certificationUuid);
});
afterAll(() => gateway.close());

interface Sent {
  readonly idempotencyKey?: string;
  readonly key?: string;
}

export function rest(method: string, path: string, body: object | undefined, sent: Sent): Promise<Answer> {
  return gateway.request(`/certifications/api/v1${path}`, {
    method,
    headers: headersOf(sent),
    ...(body && { body: JSON.stringify(body) }),
  });
}

export function graphql(query: string, variables: object, sent: Sent): Promise<Answer> {
  return gateway.request('/graphql', {
    method: 'POST',
    headers: headersOf(sent),
    body: JSON.stringify({ query, variables }),
  });
}

function headersOf({ idempotencyKey, key: apiKey = key }: Sent): Record<string, string> {
  return {
    'x-api-key': apiKey,
    'content-type': 'application/json',
    ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
  };
}

export const isReplayed = ({ headers }: Answer) => headers.get('idempotency-replayed') === 'true';

export const freshProduct = () => gateway.fixtures.product(organization);

async function assignedProduct(): Promise<string> {
  const gtin = await freshProduct();
  await gateway.fixtures.assignment(gtin, await claimUuid());
  return gtin;
}

/** A product that holds the certification. */
async function holder(): Promise<string> {
  const gtin = await freshProduct();
  await gateway.fixtures.certificationAssignment(gtin, certificationUuid);
  return gtin;
}

export async function claimUuid(): Promise<string> {
  const [row] = await gateway.database.query(
    unprepared<{ id: string }>(`select id from claim where code = 'VEGAN'`),
  );
  return row?.id as string;
}

export const ASSIGNMENT =
  'assignment { id metadata createdAt updatedAt claim { code label } product { name } }';
export const ASSIGN = `mutation ($input: AssignClaimInput!) { assignClaim(input: $input) { ${ASSIGNMENT} } }`;
const UPDATE = `mutation ($input: UpdateClaimAssignmentInput!) { updateClaimAssignment(input: $input) { ${ASSIGNMENT} } }`;
const REMOVE = `mutation ($input: RemoveClaimAssignmentInput!) {
  removeClaimAssignment(input: $input) { removedAssignmentId product { name } claim { code } } }`;
const CERTIFICATE = `assignment { id scope certificateCountries verificationStatus validFrom metadata createdAt updatedAt
  certification { code label } product { name } }`;
const CERTIFY = `mutation ($input: AssignCertificationInput!) { assignCertification(input: $input) { ${CERTIFICATE} } }`;
const UPDATE_CERTIFICATE = `mutation ($input: UpdateCertificationAssignmentInput!) {
  updateCertificationAssignment(input: $input) { ${CERTIFICATE} } }`;
const REMOVE_CERTIFICATE = `mutation ($input: RemoveCertificationAssignmentInput!) {
  removeCertificationAssignment(input: $input) { removedAssignmentId product { name } certification { code } } }`;
const ASSIGN_MANY = `mutation ($input: AssignClaimsInput!) {
  assignClaims(input: $input) { created updated failed results { index assignment { id createdAt updatedAt metadata } problem { detail } } } }`;
const CERTIFY_MANY = `mutation ($input: AssignCertificationsInput!) {
  assignCertifications(input: $input) { created updated failed results { index ${CERTIFICATE} problem { detail } } } }`;
const REMOVE_MANY = `mutation ($input: RemoveClaimAssignmentsInput!) {
  removeClaimAssignments(input: $input) { removed failed results { index removedAssignmentId problem { detail } } } }`;

/** Every write, as a request that succeeds once. */
export const writes: [string, () => Promise<(sent: Sent) => Promise<Answer>>][] = [
  [
    'POST',
    async () => {
      const gtin = await freshProduct();
      const body = { claim_id: claim, metadata: { b: '1', aa: '2' } };
      return (sent) => rest('POST', `/products/${gtin}/claims`, body, sent);
    },
  ],
  [
    'PATCH',
    async () => {
      const path = `/products/${await assignedProduct()}/claims/${claim}`;
      return (sent) => rest('PATCH', path, { valid_from: '2026-01-01', metadata: { lot: '7' } }, sent);
    },
  ],
  [
    'DELETE',
    async () => {
      const path = `/products/${await assignedProduct()}/claims/${claim}`;
      return (sent) => rest('DELETE', path, undefined, sent);
    },
  ],
  [
    'the batch',
    async () => {
      const [fresh, existing] = [await freshProduct(), await assignedProduct()];
      const assignments = [
        { gtin: fresh, claim_code: 'VEGAN', metadata: { b: '1', aa: '2' } },
        { gtin: existing, claim_code: 'VEGAN', evidence_note: 'Changed.' },
        { gtin: '123', claim_code: 'VEGAN' },
      ];
      return (sent) => rest('POST', '/claim-assignments/batch', { on_existing: 'update', assignments }, sent);
    },
  ],
  [
    'assignClaim',
    async () => {
      const input = { gtin: await freshProduct(), claimCode: 'VEGAN' };
      return (sent) => graphql(ASSIGN, { input }, sent);
    },
  ],
  [
    'updateClaimAssignment',
    async () => {
      const input = { gtin: await assignedProduct(), claimCode: 'VEGAN', metadata: { lot: '7' } };
      return (sent) => graphql(UPDATE, { input }, sent);
    },
  ],
  [
    'removeClaimAssignment',
    async () => {
      const input = { gtin: await assignedProduct(), claimCode: 'VEGAN' };
      return (sent) => graphql(REMOVE, { input }, sent);
    },
  ],
  [
    'assignClaims',
    async () => {
      const rows = [await freshProduct(), await assignedProduct(), '123'];
      const assignments = rows.map((gtin) => ({ gtin, claimCode: 'VEGAN' }));
      return (sent) => graphql(ASSIGN_MANY, { input: { assignments } }, sent);
    },
  ],
  [
    'removeClaimAssignments',
    async () => {
      const assignments = [await assignedProduct(), await freshProduct()].map((gtin) => ({
        gtin,
        claimCode: 'VEGAN',
      }));
      return (sent) => graphql(REMOVE_MANY, { input: { assignments } }, sent);
    },
  ],
  [
    'the batch of certifications',
    async () => {
      const assignments = [
        { gtin: await freshProduct(), certification_code: 'ORGANIC', metadata: { b: '1', aa: '2' } },
        { gtin: await holder(), certification_code: 'ORGANIC', certificate_countries: ['DE', 'FR'] },
        { gtin: '123', certification_code: 'ORGANIC' },
      ];
      const body = { on_existing: 'update', assignments };
      return (sent) => rest('POST', '/certification-assignments/batch', body, sent);
    },
  ],
  [
    'assignCertifications',
    async () => {
      const rows = [await freshProduct(), await holder(), '123'];
      const assignments = rows.map((gtin) => ({ gtin, certificationCode: 'ORGANIC', scope: 'Packing' }));
      return (sent) => graphql(CERTIFY_MANY, { input: { onExisting: 'UPDATE', assignments } }, sent);
    },
  ],
  [
    'POST of a certification',
    async () => {
      const gtin = await freshProduct();
      const body = {
        certification_id: certification,
        valid_from: '2026-01-01',
        certificate_countries: ['DE', 'FR'],
        metadata: { b: '1', aa: '2' },
      };
      return (sent) => rest('POST', `/products/${gtin}/certifications`, body, sent);
    },
  ],
  [
    'PATCH of a certification',
    async () => {
      const path = `/products/${await holder()}/certifications/${certification}`;
      const body = { verification_status: 'verified', certificate_countries: ['DE'], metadata: { lot: '7' } };
      return (sent) => rest('PATCH', path, body, sent);
    },
  ],
  [
    'DELETE of a certification',
    async () => {
      const path = `/products/${await holder()}/certifications/${certification}`;
      return (sent) => rest('DELETE', path, undefined, sent);
    },
  ],
  [
    'assignCertification',
    async () => {
      const input = {
        gtin: await freshProduct(),
        certificationCode: 'ORGANIC',
        certificateCountries: ['DE', 'FR'],
      };
      return (sent) => graphql(CERTIFY, { input }, sent);
    },
  ],
  [
    'updateCertificationAssignment',
    async () => {
      const input = { gtin: await holder(), certificationCode: 'ORGANIC', scope: 'Packing' };
      return (sent) => graphql(UPDATE_CERTIFICATE, { input }, sent);
    },
  ],
  [
    'removeCertificationAssignment',
    async () => {
      const input = { gtin: await holder(), certificationCode: 'ORGANIC' };
      return (sent) => graphql(REMOVE_CERTIFICATE, { input }, sent);
    },
  ],
];

/** Everything that is stored, apart from outcomes. */
export const stored = () =>
  gateway.database.query(
    unprepared(
      `select (select count(*) from claim_assignment_event) as events,
         (select string_agg(concat_ws(' ', gtin, claim_id, xmin), ', ' order by gtin, claim_id) from claim_assignment) as rows,
         (select count(*) from certification_assignment_event) as certification_events,
         (select string_agg(concat_ws(' ', gtin, certification_id, xmin), ', ' order by gtin, certification_id)
            from certification_assignment) as certifications`,
    ),
  );

/** Runs work while another transaction has the lock of a key, as one that is writing under it. */
export async function whileRunning<Result>(
  idempotencyKey: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  try {
    const name = `key.${shortId(keyId)} ${idempotencyKey}`;
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    await client.end();
  }
}
