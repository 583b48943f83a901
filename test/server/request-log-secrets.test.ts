import { unprepared } from '../../src/database/statement.js';
import { Browser } from '../session/browser.js';
import { eventually } from '../support/eventually.js';
import { type Gateway, startGateway } from '../support/gateway.js';

/** What clients send and no line may contain. */
const EVIDENCE = 'evidence-of-the-audit';
const EVIDENCE_URL = 'https://evidence.example/audit';
const METADATA = 'order-number-4711';
const TOKEN = `e30.${'Ab1'.repeat(20)}.${'Cd2'.repeat(20)}`;
const NAME = 'search-text-of-a-client';

let gateway: Gateway;
let gtin: string;
let claim: string;
let key: string;

beforeAll(async () => {
  gateway = await startGateway({ logRequests: true, logLevel: 'debug' });
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  key = await fixtures.key(organization);
  gtin = await fixtures.product(organization);
  claim = await fixtures.claim('ORGANIC');
});
afterAll(() => gateway.close());

const assignment = () => ({
  claim_id: claim,
  evidence_url: EVIDENCE_URL,
  evidence_note: EVIDENCE,
  metadata: { order: METADATA },
});

const ASSIGN = `mutation Assign($input: AssignClaimInput!) { assignClaim(input: $input) { assignment { id } } }`;

const input = () => ({
  gtin,
  claimId: claim,
  evidenceUrl: EVIDENCE_URL,
  evidenceNote: EVIDENCE,
  metadata: { order: METADATA },
});

/** Requests to the REST API that succeed and fail, and how many they are. */
async function sendRest(secret: string): Promise<number> {
  const path = `/products/${gtin}/claims`;
  const answers = [
    await gateway.rest('POST', path, { key: secret, body: assignment() }),
    await gateway.rest('POST', path, { key: secret, body: assignment() }),
    await gateway.rest('POST', path, { key: secret, body: { ...assignment(), evidence_url: EVIDENCE } }),
    await gateway.rest('POST', path, { key: secret, body: { ...assignment(), metadata: { [METADATA]: 7 } } }),
    await gateway.rest('POST', path, { key: secret, body: `{"evidence_note": "${EVIDENCE}"` }),
    await gateway.rest('PATCH', `${path}/${claim}`, {
      key: secret,
      body: { evidence_note: `${EVIDENCE} 2` },
    }),
    await gateway.rest('GET', `/claims?label=${NAME}&api_key=${secret}`, { key: secret }),
    await gateway.rest('GET', `/claims/${secret}`, { key: secret }),
    await gateway.rest('DELETE', `${path}/${claim}`, { key: secret }),
    await gateway.request(`/certifications/api/v1${path}`, { headers: { authorization: `Bearer ${TOKEN}` } }),
  ];
  return answers.length;
}

/** The same for the GraphQL API. */
async function sendGraphql(secret: string): Promise<number> {
  const inline = `mutation { assignClaim(input: { gtin: "${gtin}", claimId: "${claim}", evidenceNote: "${EVIDENCE}", metadata: { order: "${METADATA}" } }) { assignment { id } } }`;
  const get = new URLSearchParams({ query: `{ products(filter: { text: "${NAME}" }) { totalCount } }` });
  const answers = [
    await gateway.graphql(ASSIGN, { key: secret, variables: { input: input() } }),
    await gateway.graphql(inline, { key: secret }),
    await gateway.graphql(ASSIGN, {
      key: secret,
      variables: { input: { ...input(), evidenceUrl: EVIDENCE } },
    }),
    await gateway.graphql(ASSIGN, { key: secret, variables: { input: { ...input(), metadata: METADATA } } }),
    await gateway.graphql(ASSIGN, { key: secret, variables: { input: { ...input(), [METADATA]: 1 } } }),
    await gateway.graphql(`${ASSIGN} "${EVIDENCE}`, { key: secret }),
    await gateway.graphql(`query ${secret} { viewer { role } }`, { key: secret }),
    await gateway.request(`/graphql?${get}`, {
      headers: { 'x-api-key': secret, 'apollo-require-preflight': '1' },
    }),
    await gateway.request(`/graphql?${get}`, { headers: { authorization: `Bearer ${TOKEN}` } }),
  ];
  return answers.length;
}

async function sendSessions(secret: string): Promise<{ count: number; session: string | undefined }> {
  const browser = new Browser(gateway);
  await browser.signIn(secret);
  const session = browser.id;
  await browser.graphql(ASSIGN);
  await browser.send('DELETE', '/session');
  return { count: 3, session };
}

/** A failure of ours, whose error PostgreSQL describes with the row. */
async function sendUnexpected(): Promise<number> {
  await gateway.database.query(unprepared('delete from claim_assignment'));
  await gateway.database.query(
    unprepared('alter table claim_assignment alter column valid_from set not null'),
  );
  const answers = [
    await gateway.rest('POST', `/products/${gtin}/claims`, { key, body: assignment() }),
    await gateway.graphql(ASSIGN, { key, variables: { input: input() } }),
  ];
  expect(answers[0]?.status).toBe(500);
  return answers.length;
}

it('no line has a credential, evidence, metadata or what a client searches for', async () => {
  const unknown = gateway.fixtures.unknownKey();
  let count = (await sendRest(key)) + (await sendRest(unknown));
  count += (await sendGraphql(key)) + (await sendGraphql(unknown));
  const sessions = await sendSessions(key);
  count += sessions.count + (await sendUnexpected());
  const lines = () => gateway.log.filter(({ msg }) => msg === 'request').length;
  await eventually(() => lines() >= count);
  expect(lines()).toBe(count);
  const log = JSON.stringify(gateway.log);
  const bodies = [key, unknown].map((secret) => secret.split('_')[1] as string);
  const secrets = [key, unknown, ...bodies, TOKEN, ...TOKEN.split('.').slice(1), sessions.session as string];
  for (const secret of [...secrets, EVIDENCE, EVIDENCE_URL, METADATA, NAME]) {
    expect(secret).toBeTruthy();
    expect(log).not.toContain(secret);
  }
});
