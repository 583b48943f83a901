import { shortId } from '../../src/codecs/short-id.js';
import { listApiKeys } from '../../src/identity/manage-keys.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { places } from './expectations.js';
import { Writer } from './writes.js';

let gateway: Gateway;
let writer: Writer;

beforeAll(async () => {
  gateway = await shareGateway();
  writer = await Writer.of(gateway);
});
afterAll(() => gateway.close());

const full = {
  source: 'THIRD_PARTY_VERIFIED',
  validFrom: '2026-01-10',
  expirationDate: '2026-12-31',
  evidenceUrl: 'https://example.com/a',
  evidenceNote: 'Audited.\n"Twice".',
  metadata: { lot: '17', 10: 'x', a: '"\\\u0001\n🌾' },
};
/** The same as a history writes it: metadata in the order in which the database keeps it. */
const texts = { ...full, metadata: String.raw`{"a":"\"\\\u0001\n🌾","10":"x","lot":"17"}` };
const fields = Object.keys(texts) as (keyof typeof texts)[];
/** Fields as the schema's enum spells them. */
const spelled: Readonly<Record<string, string>> = {
  source: 'SOURCE',
  validFrom: 'VALID_FROM',
  expirationDate: 'EXPIRATION_DATE',
  evidenceUrl: 'EVIDENCE_URL',
  evidenceNote: 'EVIDENCE_NOTE',
  metadata: 'METADATA',
};
const change = (field: string, before: string | null, after: string | null) => ({
  field: spelled[field],
  before,
  after,
});

/** The latest entry of a product's history. */
const latest = async (gtin: string) => (await writer.history(gtin))[0]!;

describe('the entry of an assignment', () => {
  it('names every field that holds something', async () => {
    const { gtin } = await writer.assigned(full);
    expect(await latest(gtin)).toMatchObject({
      action: 'ASSIGNED',
      changes: fields.map((field) => change(field, null, texts[field])),
    });
  });

  it('names no field that is empty', async () => {
    const { gtin } = await writer.assigned({ evidenceUrl: '', metadata: { a: '' }, validFrom: null });
    expect((await latest(gtin)).changes).toEqual([change('source', null, 'BRAND_SELF_DECLARED')]);
  });
});

describe('the entry of a removal', () => {
  it('names every field that held something', async () => {
    const pair = await writer.assigned(full);
    await writer.remove(pair);
    expect(await latest(pair.gtin)).toMatchObject({
      action: 'REMOVED',
      changes: fields.map((field) => change(field, texts[field], null)),
    });
  });

  it('names no field that was empty', async () => {
    const pair = await writer.assigned();
    await writer.remove(pair);
    expect((await latest(pair.gtin)).changes).toEqual([change('source', 'BRAND_SELF_DECLARED', null)]);
  });
});

describe('the entry of an update', () => {
  it.each([
    [{ source: 'BRAND_SELF_DECLARED' }, change('source', 'THIRD_PARTY_VERIFIED', 'BRAND_SELF_DECLARED')],
    [{ validFrom: '2026-02-01' }, change('validFrom', '2026-01-10', '2026-02-01')],
    [{ validFrom: null }, change('validFrom', '2026-01-10', null)],
    [{ expirationDate: null }, change('expirationDate', '2026-12-31', null)],
    [
      { evidenceUrl: 'https://example.com/b' },
      change('evidenceUrl', 'https://example.com/a', 'https://example.com/b'),
    ],
    [{ evidenceUrl: '' }, change('evidenceUrl', 'https://example.com/a', null)],
    [{ evidenceNote: '' }, change('evidenceNote', 'Audited.\n"Twice".', null)],
    [{ metadata: { a: '', 10: '', b: '' } }, change('metadata', texts.metadata, '{"lot":"17"}')],
    [{ metadata: { a: '', b: '2' } }, change('metadata', texts.metadata, '{"b":"2","10":"x","lot":"17"}')],
    [{ metadata: {} }, change('metadata', texts.metadata, null)],
    [{ metadata: null }, change('metadata', texts.metadata, null)],
  ])('says what was and what is: %j', async (patch, expected) => {
    const pair = await writer.assigned(full);
    await writer.updated({ ...pair, ...patch });
    expect(await latest(pair.gtin)).toMatchObject({ action: 'UPDATED', changes: [expected] });
  });

  it('names all fields that changed, in the order of the type, and none that was sent as it was', async () => {
    const pair = await writer.assigned({ ...full, validFrom: null, evidenceNote: '' });
    await writer.updated({ ...pair, ...full, metadata: { lot: '18' }, evidenceNote: 'New.' });
    expect((await latest(pair.gtin)).changes).toEqual([
      change('validFrom', null, '2026-01-10'),
      change('evidenceNote', null, 'New.'),
      change('metadata', texts.metadata, texts.metadata.replace('17', '18')),
    ]);
  });

  it.each([{}, full, { metadata: { unknown: '' } }])(
    'is not written when nothing changes: %j',
    async (patch) => {
      const pair = await writer.assigned(full);
      await writer.update({ ...pair, ...patch });
      expect((await latest(pair.gtin)).action).toBe('ASSIGNED');
    },
  );
});

describe('every entry', () => {
  it('names the key by the id that lists of keys show, and its organization', async () => {
    const { id, key } = await gateway.fixtures.keyWithId(writer.organization, { role: 'manager' });
    const pair = await writer.pair();
    await writer.assign(pair, key);
    await writer.update({ ...pair, evidenceNote: 'x' }, key);
    await writer.remove(pair, key);
    const listed = await listApiKeys(gateway.database, writer.organization);
    const actor = `key.${shortId(listed.find((one) => one.id === id)!.id)}`;
    const { body } = await gateway.graphql(
      `{ product(gtin: "${pair.gtin}") { claimHistory { nodes {
        actor at organization { id } product { gtin } claim { id } } } } }`,
      { key: writer.key },
    );
    const entry = {
      actor,
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      organization: { id: `organization.${shortId(writer.organization)}` },
      product: { gtin: pair.gtin },
      claim: { id: pair.claimId },
    };
    expect(body.data.product.claimHistory.nodes).toEqual([entry, entry, entry]);
  });

  it('is found again by its global id', async () => {
    const pair = await writer.assigned(full);
    const { body } = await gateway.graphql(
      `{ product(gtin: "${pair.gtin}") { claimHistory { nodes { __typename id at action actor } } } }`,
      { key: writer.key },
    );
    const [entry] = body.data.product.claimHistory.nodes;
    expect(entry.id).toMatch(new RegExp(`^event\\.${pair.gtin}\\.[2-9A-HJ-NP-Za-km-z]{22}$`));
    const again = await gateway.graphql(
      `query ($id: ID!) { node(id: $id) { __typename id ... on ClaimAssignmentEvent { at action actor } } }`,
      { key: writer.key, variables: { id: entry.id } },
    );
    expect(again.body.data.node).toEqual(entry);
  });
});

describe('a claim that was removed and assigned again', () => {
  it('keeps its earlier history, and that of other claims apart', async () => {
    const pair = await writer.assigned({ evidenceNote: 'First.' });
    const other = { gtin: pair.gtin, claimId: (await writer.pair()).claimId };
    await writer.remove(pair);
    await writer.assign(other);
    await writer.assign(pair);
    const { body } = await gateway.graphql(
      `query ($gtin: GTIN!, $id: ID!) {
        product(gtin: $gtin) { claimHistory { totalCount nodes { action claim { id } } } }
        node(id: $id) { ... on ClaimAssignment { history { totalCount nodes { action claim { id } } } } } }`,
      { key: writer.key, variables: { gtin: pair.gtin, id: `${pair.gtin}.${pair.claimId}` } },
    );
    const entry = (action: string, { claimId }: typeof pair) => ({ action, claim: { id: claimId } });
    expect(body.data).toEqual({
      product: {
        claimHistory: {
          totalCount: 4,
          nodes: [
            entry('ASSIGNED', pair),
            entry('ASSIGNED', other),
            entry('REMOVED', pair),
            entry('ASSIGNED', pair),
          ],
        },
      },
      node: {
        history: {
          totalCount: 3,
          nodes: [entry('ASSIGNED', pair), entry('REMOVED', pair), entry('ASSIGNED', pair)],
        },
      },
    });
  });
});

describe('pages of a history', () => {
  const QUERY = `query ($gtin: GTIN!, $id: ID!, $first: Int, $after: String, $own: String) {
    product(gtin: $gtin) { claimHistory(first: $first, after: $after) { ...Page } }
    node(id: $id) { ... on ClaimAssignment { history(first: $first, after: $own) { ...Page } } } }
    fragment Page on ClaimAssignmentEventConnection { totalCount nodes { id } edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  let variables: { gtin: string; id: string };

  beforeAll(async () => {
    const pair = await writer.assigned();
    for (let n = 0; n < 29; n++) await writer.updated({ ...pair, evidenceNote: String(n) });
    variables = { gtin: pair.gtin, id: `${pair.gtin}.${pair.claimId}` };
  });
  const read = (args: object) =>
    gateway.graphql(QUERY, { key: writer.key, variables: { ...variables, ...args } });
  async function pages(args: object) {
    const { body } = await read(args);
    return { after: body.data.product.claimHistory, own: body.data.node.history };
  }

  it('have 25 entries when no number is given', async () => {
    const { after, own } = await pages({});
    expect([after.nodes.length, after.totalCount, own.nodes.length, own.totalCount]).toEqual([
      25, 30, 25, 30,
    ]);
  });

  it.each(['after', 'own'] as const)(
    'are walked without gap or repeat, the latest first (%s)',
    async (list) => {
      const all = (await pages({ first: 100 }))[list].nodes.map((node: any) => node.id);
      expect(all).toHaveLength(30);
      const walked: string[] = [];
      let cursor: string | null = null;
      for (let more = true; more; ) {
        const page: any = (await pages({ first: 7, [list]: cursor }))[list];
        expect(page.pageInfo.hasPreviousPage).toBe(cursor !== null);
        walked.push(...page.edges.map((edge: any) => edge.node.id));
        ({ endCursor: cursor, hasNextPage: more } = page.pageInfo);
      }
      expect(walked).toEqual(all);
    },
  );

  it('do not take the cursors of the other history', async () => {
    const { after, own } = await pages({ first: 1 });
    expect(places(await read({ after: own.edges[0].cursor }))).toEqual([['after']]);
    expect(places(await read({ own: after.edges[0].cursor }))).toEqual([['after']]);
  });

  it.each<[object, string]>([
    [{ first: -1 }, 'first'],
    [{ first: 101 }, 'first'],
    [{ after: 'x', own: 'x' }, 'after'],
  ])('are refused with %j', async (args, place) => {
    const { body } = await read(args);
    expect(body.errors).toHaveLength(2);
    for (const { extensions } of body.errors) {
      expect(extensions.code).toBe('BAD_USER_INPUT');
      expect(extensions.problem.details.map((detail: any) => detail.loc)).toEqual([[place]]);
    }
  });
});
