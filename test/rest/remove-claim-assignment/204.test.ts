import { shortId } from '../../../src/codecs/short-id.js';
import { unprepared } from '../../../src/database/statement.js';
import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

/** A product that carries the scene's claim. */
async function claimedProduct(): Promise<string> {
  const gtin = await scene.freshProduct();
  await scene.assign({ claim_id: scene.claim, metadata: { lot: '7' } }, { gtin });
  return gtin;
}

function remove(gtin: string, claimId = scene.claim, key = scene.key) {
  return scene.gateway.rest('DELETE', `/products/${gtin}/claims/${claimId}`, { key });
}

describe('DELETE /products/{gtin}/claims/{claim_id}, 204', () => {
  it('answers without a body', async () => {
    const { status, headers, text } = await remove(await claimedProduct());
    expect({ status, text, type: headers.get('content-type') }).toEqual({
      status: 204,
      text: '',
      type: null,
    });
  });

  it('takes no offence at the media type of a body that is not there', async () => {
    const { url } = scene.gateway;
    const path = `/certifications/api/v1/products/${await claimedProduct()}/claims/${scene.claim}`;
    const headers = { 'x-api-key': scene.key, 'content-type': 'application/json' };
    expect((await fetch(`${url}${path}`, { method: 'DELETE', headers })).status).toBe(204);
  });

  it('takes the claim off the product and off no other', async () => {
    const [gtin, other] = [await claimedProduct(), await claimedProduct()];
    await remove(gtin);
    const list = (product: string) =>
      scene.gateway.rest('GET', `/products/${product}/claims`, { key: scene.key });
    expect((await list(gtin)).body).toEqual([]);
    expect((await list(other)).body).toHaveLength(1);
  });

  it('is a 404 the second time', async () => {
    const gtin = await claimedProduct();
    expect([(await remove(gtin)).status, (await remove(gtin)).status]).toEqual([204, 404]);
  });

  it('lets the claim be assigned anew', async () => {
    const gtin = await claimedProduct();
    await remove(gtin);
    const { status, body } = await scene.assign({ claim_id: scene.claim }, { gtin });
    expect({ status, metadata: body.metadata }).toEqual({ status: 201, metadata: {} });
  });

  it('records who removed it', async () => {
    const gtin = await claimedProduct();
    await remove(gtin);
    const events = await scene.gateway.database.query(
      unprepared('select action, actor from claim_assignment_event where gtin = $1 order by id'),
      [gtin],
    );
    const actor = `key.${shortId(scene.keyId)}`;
    expect(events).toEqual([
      { action: 'ASSIGNED', actor },
      { action: 'REMOVED', actor },
    ]);
  });

  it('takes a GTIN and an id in every written form', async () => {
    const gtin = await claimedProduct();
    expect((await remove(gtin.replace(/^0/, ''), scene.claimUuid.toUpperCase())).status).toBe(204);
  });

  it('is open to a manager', async () => {
    const key = await scene.gateway.fixtures.key(scene.organization, { role: 'manager' });
    expect((await remove(await claimedProduct(), scene.claim, key)).status).toBe(204);
  });
});
