import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import { startAuthorizationServer } from '../support/authorization-server.js';
import { type Answer, startGateway } from '../support/gateway.js';
import { Document } from './document.js';
import type { Caller, FuzzRequest } from './fuzz-request.js';
import { FRESH_KEY, USED_KEY } from './requests.js';
import type { KnownValues } from './valid-values.js';

/** Ids are fixed, so that a seed always makes the same requests. */
const claims = [
  { id: '01900000-0000-7000-8000-00000000000a', code: 'NON_GMO', label: 'Non-GMO', category: 'OTHER' },
  { id: '01900000-0000-7000-8000-00000000000b', code: 'VEGAN', label: 'Vegan', category: 'DIETARY' },
] as const;

/** The first is assigned, the third is another organization's. */
const certifications = [
  { id: '01900000-0000-7000-8000-00000000001a', code: 'ORGANIC', label: 'Organic' },
  { id: '01900000-0000-7000-8000-00000000001b', code: 'FAIR', label: 'Fair' },
  { id: '01900000-0000-7000-8000-00000000001c', code: 'HOUSE', label: 'House' },
] as const;
const body = { id: '01900000-0000-7000-8000-00000000002a', name: 'Oregon Tilth' } as const;

/** Two products of the caller's organization, one of another's, and one that does not exist. */
const ownGtins = ['00000012345670', '09520000000028'] as const;
const foreignGtin = '09520000000035';
const unknownGtin = '09520000000042';

/** A running server and what the generated requests can hit. */
export interface FuzzScene {
  close(): Promise<void>;
  readonly document: Document;
  readonly known: KnownValues;
  /** Those of the feed of certifications; `after` among the known values belongs to that of claims. */
  readonly cursorsOfCertifications: readonly string[];
  /** Takes every assignment away, or makes the first product carry the first claim and certification and nothing else. */
  place(state: 'empty' | 'assigned'): Promise<void>;
  /** All assignments and how often each was written, and the number of events. */
  stored(): Promise<unknown>;
  send(request: FuzzRequest): Promise<Answer>;
}

export async function createFuzzScene(): Promise<FuzzScene> {
  const authorization = await startAuthorizationServer();
  const gateway = await startGateway({ issuer: authorization.settings });
  const { fixtures, database } = gateway;
  const organization = await fixtures.organization();
  const { id: editorId, key: editor } = await fixtures.keyWithId(organization);
  const running = new pg.Client({ connectionString: gateway.databaseUrl });
  await running.connect();
  await running.query('select pg_advisory_lock(hashtextextended($1, 0))', [
    `key.${shortId(editorId)} ${USED_KEY}`,
  ]);
  const spent = await fixtures.key(organization, { perDay: 1 });
  await gateway.rest('GET', '/claims', { key: spent });
  const bearer = `Bearer ${await authorization.token({ organization, scope: 'profile' })}`;
  const credentials: Record<Caller, Readonly<Record<string, string>>> = {
    editor: { 'x-api-key': editor },
    readonly: { 'x-api-key': await fixtures.key(organization, { role: 'readonly' }) },
    anonymous: {},
    'a key that is none': { 'x-api-key': 'csb_x' },
    'a key with nothing left': { 'x-api-key': spent },
    'a token without scope': { authorization: bearer },
  };
  for (const gtin of ownGtins) await fixtures.product(organization, { gtin });
  const another = await fixtures.organization('Another');
  await fixtures.product(another, { gtin: foreignGtin });
  await fixtures.certificationBody(body.name, { id: body.id });
  for (const { code, ...values } of certifications) {
    const owner = code === 'HOUSE' ? { organization_id: another } : { certification_body_id: body.id };
    await fixtures.certification(code, { ...values, ...owner });
  }
  const insertClaim = unprepared('insert into claim (id, code, label, category) values ($1, $2, $3, $4)');
  for (const claim of claims) await database.query(insertClaim, Object.values(claim));
  const cursorOf = async (feed: string) => (await gateway.rest('GET', feed, { key: editor })).body.next;
  const cursors = {
    claims: await cursorOf('/claim-events'),
    certifications: await cursorOf('/certification-events'),
  };
  const served = await gateway.request('/certifications/api/v1/openapi.json');

  const claimIds = [...claims, ...claims].map(({ id }, i) =>
    i < claims.length ? shortId(id) : id.toUpperCase(),
  );
  const certificationIds = certifications.map(({ id }) => shortId(id));
  return {
    close: async () => {
      await running.end();
      await gateway.close();
      await authorization.stop();
    },
    document: new Document(served.body),
    known: {
      gtin: [ownGtins[0], ownGtins[0], '12345670', ownGtins[1], foreignGtin, unknownGtin],
      claim_id: [...claimIds, '01900000-0000-7000-8000-0000000000ff'],
      certification_id: [...certificationIds, certificationIds[0] as string],
      certification_body: [shortId(body.id), body.id],
      id: [...claimIds, ...certificationIds, shortId(body.id), 'zzzzzzzzzzzzzzzzzzzzzz'],
      code: ['NON_GMO', 'vegan', 'organic'],
      after: [cursors.claims],
      wait: ['0'],
      claim_code: ['NON_GMO', 'vegan', 'NONE'],
      certification_code: ['ORGANIC', 'fair', 'HOUSE', 'NONE'],
    },
    cursorsOfCertifications: [cursors.certifications],
    place: async (state) => {
      await database.query(unprepared('delete from claim_assignment'));
      await database.query(unprepared('delete from certification_assignment'));
      if (state === 'empty') return;
      const metadata = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`stored_${i}`, 'x']));
      await fixtures.assignment(ownGtins[0], claims[0].id, {
        valid_from: '2026-01-01',
        expiration_date: '2026-12-31',
        metadata: JSON.stringify(metadata),
      });
      await fixtures.certificationAssignment(ownGtins[0], certifications[0].id, {
        valid_from: '2026-01-01',
        expiration_date: '2026-12-31',
        metadata: JSON.stringify(metadata),
      });
    },
    stored: () =>
      database.query(
        unprepared(
          `select (select string_agg(concat_ws(' ', gtin, claim_id, xmin), ', ' order by gtin, claim_id)
             from claim_assignment) as assignments,
             (select count(*) from claim_assignment_event) as events,
             (select string_agg(concat_ws(' ', gtin, certification_id, xmin), ', ' order by gtin, certification_id)
                from certification_assignment) as certifications,
             (select count(*) from certification_assignment_event) as certification_events`,
        ),
      ),
    send: ({ method, path, headers, body, caller }) =>
      gateway.request(path, {
        method,
        headers: {
          ...headers,
          ...(headers['Idempotency-Key'] === FRESH_KEY && { 'Idempotency-Key': randomUUID() }),
          ...credentials[caller],
        },
        ...(body !== undefined && { body }),
      }),
  };
}
