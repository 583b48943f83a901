import { expectRefusal } from '../refusal.js';
import { REST_BASE } from '../scene.js';
import { type PatchScene, setPatchScene } from './patch.js';

let scene: PatchScene;

beforeAll(async () => {
  scene = await setPatchScene();
});
afterAll(() => scene.gateway.close());

function send(headers: Readonly<Record<string, string>>, body?: string, claimId = scene.claim) {
  return scene.gateway.request(`${REST_BASE}/products/${scene.gtin}/claims/${claimId}`, {
    method: 'PATCH',
    headers: { 'x-api-key': scene.key, ...headers },
    ...(body !== undefined && { body }),
  });
}

describe('PATCH /products/{gtin}/claims/{claim_id}, 400', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['without a body', {}, undefined],
    ['without a body, but with a type', { 'content-type': 'application/json' }, undefined],
    ['with an empty body', { 'content-type': 'application/json' }, ''],
  ])('refuses a request %s', async (_, headers, body) => {
    const answer = await expectRefusal(scene.gateway, 400, () => send(headers, body));
    expect(answer.body.detail).toBe('A JSON body is required.');
  });

  it.each(['{', '{"source":}', 'source=x'])('refuses the body %j, which is not JSON', async (body) => {
    await expectRefusal(scene.gateway, 400, () => send({ 'content-type': 'application/json' }, body));
  });

  it('comes before the 422 of a wrong id', async () => {
    await expectRefusal(scene.gateway, 400, () => send({ 'content-type': 'application/json' }, '{', 'x'));
  });
});
