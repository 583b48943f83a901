import { shortId } from '../../../src/codecs/short-id.js';
import { transferProduct } from '../../../src/services/products/transfer-product.js';
import { eventually } from '../../support/eventually.js';
import { type CertificationFeedScene, setCertificationFeed } from './feed.js';

let scene: CertificationFeedScene;

beforeAll(async () => {
  scene = await setCertificationFeed();
});
afterAll(() => scene.gateway.close());

const actions = (events: any[]) => events.map(({ action }) => action);

describe('GET /certification-events, 200', () => {
  it('answers nothing and a position to go on from where nothing has happened', async () => {
    const { fixtures } = scene.gateway;
    const key = await fixtures.key(await fixtures.organization('Nothing yet'));
    const first = await scene.feed('', key);
    expect({ status: first.status, body: first.body }).toEqual({
      status: 200,
      body: { data: [], next: expect.any(String) },
    });
    const { body } = await scene.feed(`?after=${first.body.next}`, key);
    expect(body).toEqual({ data: [], next: first.body.next });
  });

  it('contains each change with what changed, the oldest first', async () => {
    const after = await scene.end();
    const gtin = await scene.assignNew({ certificate_number: 'EX-1', certificate_countries: ['DE', 'FR'] });
    for (let i = 0; i < 2; i++) {
      await scene.one('PATCH', { gtin, body: { verification_status: 'verified', metadata: { lot: '7' } } });
    }
    await scene.one('DELETE', { gtin });
    const { body } = await scene.feed(`?after=${after}`);
    const common = {
      cursor: expect.any(String),
      id: expect.stringMatching(/^[2-9A-HJ-NP-Za-km-z]{22}$/),
      at: expect.any(String),
      gtin,
      certification: { id: scene.certification, code: 'USDA_ORGANIC' },
      actor: expect.stringMatching(/^key\./),
    };
    expect(body.data).toEqual([
      {
        ...common,
        action: 'ASSIGNED',
        changes: [
          { field: 'certificate_number', before: null, after: 'EX-1' },
          { field: 'verification_status', before: null, after: 'unverified' },
          { field: 'certificate_countries', before: null, after: 'DE FR' },
        ],
      },
      {
        ...common,
        action: 'UPDATED',
        changes: [
          { field: 'verification_status', before: 'unverified', after: 'verified' },
          { field: 'metadata', before: null, after: '{"lot":"7"}' },
        ],
      },
      {
        ...common,
        action: 'REMOVED',
        changes: [
          { field: 'certificate_number', before: 'EX-1', after: null },
          { field: 'verification_status', before: 'verified', after: null },
          { field: 'certificate_countries', before: 'DE FR', after: null },
          { field: 'metadata', before: '{"lot":"7"}', after: null },
        ],
      },
    ]);
    expect(body.next).toBe(body.data[2].cursor);
  });

  it('is read page by page, from any of its cursors', async () => {
    const after = await scene.end();
    for (let i = 0; i < 4; i++) await scene.assignNew();
    const all = (await scene.feed(`?after=${after}`)).body.data;
    expect(all).toHaveLength(4);
    const first = (await scene.feed(`?limit=3&after=${after}`)).body;
    expect(first.data).toEqual(all.slice(0, 3));
    expect((await scene.feed(`?limit=3&after=${first.next}`)).body.data).toEqual(all.slice(3));
  });

  it('has no changes of claims, and GET /claim-events none of certifications', async () => {
    const { fixtures, rest } = scene.gateway;
    const after = await scene.end();
    const gtin = await scene.assignNew();
    const claim = shortId(await fixtures.claim('VEGAN'));
    const path = `/products/${gtin}/claims`;
    expect((await rest('POST', path, { key: scene.key, body: { claim_id: claim } })).status).toBe(201);
    expect((await scene.feed(`?after=${after}`)).body.data).toMatchObject([
      { certification: { code: 'USDA_ORGANIC' } },
    ]);
    const claims = await rest('GET', '/claim-events', { key: scene.key });
    expect(claims.body.data).toMatchObject([{ claim: { code: 'VEGAN' } }]);
  });

  it('ends a wait with the next change, and with an empty page after the time', async () => {
    const after = await scene.end();
    const waiting = scene.feed(`?wait=30&after=${after}`);
    await eventually(async () => {
      const { text } = await scene.gateway.request('/metrics');
      return /^claims_waiting_requests 1$/m.test(text);
    });
    const gtin = await scene.assignNew();
    const { body } = await waiting;
    expect(body.data).toMatchObject([{ action: 'ASSIGNED', gtin }]);
    const empty = await scene.feed(`?wait=1&after=${body.next}`);
    expect(empty.body).toEqual({ data: [], next: body.next });
  });

  it.each(['manager', 'readonly'] as const)('is open to a key with the role %s', async (role) => {
    const key = await scene.gateway.fixtures.key(scene.organization, { role });
    expect((await scene.feed('', key)).body.data.length).toBeGreaterThan(0);
  });

  it("contains no change of another organization's, and keeps those of a product that was transferred", async () => {
    const { fixtures, database } = scene.gateway;
    const other = await fixtures.organization('Third');
    const key = await fixtures.key(other);
    const own = await fixtures.certification('', { label: 'Ours', organization_id: scene.organization });
    const after = await scene.end();
    const gtin = await scene.assignNew();
    const sent = { certification_id: shortId(own) };
    expect((await scene.assign(sent, { gtin })).status).toBe(201);
    expect(await transferProduct(database, gtin, other, true)).toBe('transferred');
    expect((await scene.feed('', key)).body.data).toEqual([]);
    expect((await scene.one('DELETE', { gtin, key })).status).toBe(204);
    expect(actions((await scene.feed('', key)).body.data)).toEqual(['REMOVED']);
    const { body } = await scene.feed(`?after=${after}`);
    expect(actions(body.data)).toEqual(['ASSIGNED', 'ASSIGNED', 'REMOVED']);
    expect(body.data[2]).toMatchObject({
      actor: 'transfer',
      certification: { id: sent.certification_id, code: '' },
    });
  });
});
