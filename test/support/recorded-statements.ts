import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TABLES } from '../../src/database/event-tables.js';
import { changingData, type Statement, unprepared } from '../../src/database/statement.js';
import { findKeyId } from '../../src/identity/manage-keys.js';
import { createSignInLink } from '../../src/identity/sign-in-links.js';
import { findClaimsByCodes } from '../../src/services/claims/find-claims.js';
import { findLastEvents } from '../../src/services/feed/last-events.js';
import { findExampleClaims } from '../../src/services/find-example-claims.js';
import { insertOrganizations, MEADOW_FOODS, resetCatalogue } from '../queries/data-set.js';
import type { Gateway } from './gateway.js';

const QUERIES = join(import.meta.dirname, '../queries');

/** A statement as it was executed. */
export interface RecordedStatement {
  readonly statement: Statement<unknown>;
  readonly values: readonly unknown[];
}

/**
 * Every statement that requests cause, with the values of its last execution: those of the query tests, and what no
 * document of theirs asks for.
 */
export async function recordStatements(gateway: Gateway): Promise<RecordedStatement[]> {
  const recorded = new Map<string, RecordedStatement>();
  const record = () => {
    gateway.database.observer = (statement, values) => {
      recorded.set(statement.text, { statement, values });
    };
  };
  await insertOrganizations(gateway.database);
  const key = await gateway.fixtures.key(MEADOW_FOODS);
  let isReset = false;
  for (const file of readdirSync(QUERIES).filter((name) => name.endsWith('.graphql'))) {
    const query = readFileSync(join(QUERIES, file), 'utf8');
    gateway.database.observer = undefined;
    if (!isReset) await resetCatalogue(gateway.database);
    isReset = !/^mutation\b/m.test(query);
    record();
    const variables = JSON.parse(/^# variables: (.*)$/m.exec(query)?.[1] ?? '{}');
    await gateway.graphql(query, { key, variables });
  }
  await callGraphql(gateway, key);
  await callRest(gateway, key);
  await callSessions(gateway, key);
  await callTwice(gateway, key);
  await createSignInLink(gateway.database, (await findKeyId(gateway.database, key)) as string);
  await findExampleClaims(gateway.database, '09520000000001', 'VEGAN');
  await findClaimsByCodes(gateway.database, ['VEGAN']);
  for (const path of ['/readyz', '/metrics']) await gateway.request(path);
  gateway.database.observer = undefined;
  return [...recorded.values()];
}

/** What no document of the query tests asks for. */
async function callGraphql(gateway: Gateway, key: string): Promise<void> {
  const history = 'claimHistory(first: 1) { nodes { id } }';
  const { body } = await gateway.graphql(`{ product(gtin: "09520000000001") { ${history} } }`, { key });
  const [{ id }] = body.data.product.claimHistory.nodes;
  await gateway.graphql(`{ node(id: "${id}") { id } }`, { key });
  const filter = '{ claimCodes: ["VEGAN", "NON_GMO"] }';
  await gateway.graphql(`{ products(filter: ${filter}) { totalCount nodes { gtin } } }`, { key });
  await gateway.graphql('{ products(filter: { claims: { category: DIETARY } }) { nodes { gtin } } }', {
    key,
  });
  const input = '{ gtin: "09520000000001", claimCode: "VEGAN" }';
  await gateway.graphql(`mutation { assignClaim(input: ${input}) { product { gtin } } }`, { key });
}

async function callRest(gateway: Gateway, key: string): Promise<void> {
  const product = '/products/09520000000001';
  const { body: claims } = await gateway.rest('GET', `${product}/claims`, { key });
  await gateway.rest('GET', `${product}/claims/${claims[0].id}`, { key });
  await gateway.rest('GET', `/claims/${claims[0].id}`, { key });
  // The last event is behind all transactions that the server has counted.
  const raise = unprepared('update claim_assignment_event set position = position + 1000000');
  await gateway.database.query(changingData(raise));
  for (const path of ['/claim-events', '/certification-events']) await gateway.rest('GET', path, { key });
  for (const table of EVENT_TABLES) await findLastEvents(gateway.database, table, [MEADOW_FOODS]);
  for (const ordering of ['label', '-label', 'code', '-code']) {
    await gateway.rest('GET', `/claims?category=OTHER&label=a&ordering=${ordering}`, { key });
    await gateway.rest('GET', `/certifications?label=a&ordering=${ordering}`, { key });
  }
  for (const ordering of ['name', '-name']) {
    await gateway.rest('GET', `/certification-bodies?ordering=${ordering}`, { key });
  }
  for (const ordering of ['label', '-label', 'expiry_date', '-expiry_date']) {
    await gateway.rest('GET', `${product}/certifications?ordering=${ordering}`, { key });
  }
  const { body: certifications } = await gateway.rest('GET', `${product}/certifications`, { key });
  await gateway.rest('GET', `${product}/certifications/${certifications[0].id}`, { key });
}

/** Writes under idempotency keys: one that succeeds, one that fails, and one whose first outcome is too old. */
async function callTwice(gateway: Gateway, key: string): Promise<void> {
  const path = '/products/09520000000004/claims';
  const sent = { key, body: { claim_id: '2222222222222222222222' }, idempotencyKey: 'fails' };
  await gateway.rest('POST', path, sent);
  const body = { assignments: [{ gtin: '09520000000004', claim_code: 'VEGAN' }] };
  const batch = { key, body, idempotencyKey: 'batch' };
  await gateway.rest('POST', '/claim-assignments/batch', batch);
  const update = { ...batch, body: { ...body, on_existing: 'update' }, idempotencyKey: 'update' };
  await gateway.rest('POST', '/claim-assignments/batch', update);
  const rows = { assignments: [{ gtin: '09520000000004', certification_code: 'FAIR' }] };
  for (const on_existing of ['conflict', 'update']) {
    const certifications = {
      key,
      body: { ...rows, on_existing },
      idempotencyKey: `certifications ${on_existing}`,
    };
    await gateway.rest('POST', '/certification-assignments/batch', certifications);
  }
  const age = `update idempotency_key set created_at = created_at - interval '25 hours'`;
  await gateway.database.query(changingData(unprepared(age)));
  await gateway.rest('POST', '/claim-assignments/batch', update);
}

async function callSessions(gateway: Gateway, key: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ api_key: key });
  const { headers: signedIn } = await gateway.request('/session', { method: 'POST', headers, body });
  const cookie = signedIn.get('set-cookie')?.split(';')[0] as string;
  const own = { cookie, 'sec-fetch-site': 'same-origin' };
  await gateway.request('/session', { headers: own });
  await gateway.request('/session', { method: 'DELETE', headers: own });
  await gateway.request('/session/link/'.padEnd(57, 'A'));
}
