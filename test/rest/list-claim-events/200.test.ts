import { shortId } from '../../../src/codecs/short-id.js';
import { unprepared } from '../../../src/database/statement.js';
import { transferProduct } from '../../../src/services/products/transfer-product.js';
import { type FeedScene, setFeed } from './feed.js';

let scene: FeedScene;

beforeAll(async () => {
  scene = await setFeed();
});
afterAll(() => scene.gateway.close());

/** The cursor behind everything that there is now. */
async function end(): Promise<string> {
  const { body } = await scene.feed('?limit=1000');
  return body.next;
}

describe('GET /claim-events, 200', () => {
  it('answers nothing and a position to go on from where nothing has happened', async () => {
    const key = await scene.gateway.fixtures.key(await scene.gateway.fixtures.organization('Nothing yet'));
    const first = await scene.feed('', key);
    expect({ status: first.status, body: first.body }).toEqual({
      status: 200,
      body: { data: [], next: expect.any(String) },
    });
    const { body } = await scene.feed(`?after=${first.body.next}`, key);
    expect(body).toEqual({ data: [], next: first.body.next });
  });

  it('contains each change with what changed, the oldest first', async () => {
    const after = await end();
    const gtin = await scene.assignNew({ valid_from: '2026-01-01', metadata: { lot: '7' } });
    const path = `/products/${gtin}/claims/${scene.claim}`;
    const { rest } = scene.gateway;
    await rest('PATCH', path, { key: scene.key, body: { expiration_date: '2027-12-31' } });
    await rest('PATCH', path, { key: scene.key, body: { expiration_date: '2027-12-31' } });
    await rest('DELETE', path, { key: scene.key });
    const { body } = await scene.feed(`?after=${after}`);
    const common = {
      cursor: expect.any(String),
      id: expect.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
      at: expect.any(String),
      gtin,
      claim: { id: scene.claim, code: 'NON_GMO' },
      actor: `key.${shortId(scene.keyId)}`,
    };
    const source = 'BRAND_SELF_DECLARED';
    expect(body.data).toEqual([
      {
        ...common,
        action: 'ASSIGNED',
        changes: [
          { field: 'source', before: null, after: source },
          { field: 'valid_from', before: null, after: '2026-01-01' },
          { field: 'metadata', before: null, after: '{"lot":"7"}' },
        ],
      },
      {
        ...common,
        action: 'UPDATED',
        changes: [{ field: 'expiration_date', before: null, after: '2027-12-31' }],
      },
      {
        ...common,
        action: 'REMOVED',
        changes: [
          { field: 'source', before: source, after: null },
          { field: 'valid_from', before: '2026-01-01', after: null },
          { field: 'expiration_date', before: '2027-12-31', after: null },
          { field: 'metadata', before: '{"lot":"7"}', after: null },
        ],
      },
    ]);
    expect(body.next).toBe(body.data[2].cursor);
  });

  it('is the same whatever the size of its pages, from any of its cursors', async () => {
    for (let i = 0; i < 7; i++) await scene.assignNew();
    const all = await scene.follow();
    expect(all.length).toBeGreaterThan(7);
    for (const limit of [1, 3, 1000]) expect(await scene.follow(undefined, limit)).toEqual(all);
    for (const [i, { cursor }] of all.entries()) {
      expect(await scene.follow(cursor)).toEqual(all.slice(i + 1));
    }
  });

  it('has 100 events unless another limit is given, and fewer where their changes are long', async () => {
    const after = await end();
    const note = 'é'.repeat(10_000);
    await scene.gateway.database.query(
      unprepared(`
        insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
        select $1, $2::uuid, 'UPDATED', $3::uuid, 'import',
          jsonb_build_array(jsonb_build_object('field', 'evidenceNote', 'before', $4::text, 'after', $4::text))
        from generate_series(1, 120)`),
      [scene.gtin, scene.claimUuid, scene.organization, note],
    );
    const { body } = await scene.feed(`?limit=1000&after=${after}`);
    expect(body.data.length).toBeGreaterThan(10);
    expect(body.data.length).toBeLessThan(40);
    expect(body.data[0].changes).toEqual([{ field: 'evidence_note', before: note, after: note }]);
    expect(await scene.follow(after, 1000)).toHaveLength(120);
    await scene.gateway.database.query(unprepared(`update claim_assignment_event set changes = '[]'`));
    expect((await scene.feed(`?after=${after}`)).body.data).toHaveLength(100);
  });

  it.each(['manager', 'readonly'] as const)('is open to a key with the role %s', async (role) => {
    const key = await scene.gateway.fixtures.key(scene.organization, { role });
    expect((await scene.feed('', key)).body.data.length).toBeGreaterThan(0);
  });

  it("contains no change of another organization's, and keeps one when its product is transferred", async () => {
    const { fixtures, database } = scene.gateway;
    const other = await fixtures.organization('Another');
    const key = await fixtures.key(other);
    const after = await end();
    const gtin = await scene.assignNew();
    await transferProduct(database, gtin, other);
    expect((await scene.feed('', key)).body.data).toEqual([]);
    const path = `/products/${gtin}/claims/${scene.claim}`;
    await scene.gateway.rest('DELETE', path, { key });
    const actions = (events: any[]) => events.map(({ action }) => action);
    expect(actions((await scene.feed('', key)).body.data)).toEqual(['REMOVED']);
    expect(actions(await scene.follow(after))).toEqual(['ASSIGNED']);
  });
});
