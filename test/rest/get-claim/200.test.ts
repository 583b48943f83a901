import { type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

describe('GET /claims/{id}, 200', () => {
  it.each([
    ['the short form', () => scene.claim],
    ['the canonical form', () => scene.claimUuid],
    ['the canonical form in capitals', () => scene.claimUuid.toUpperCase()],
  ])('gives the claim whose id is given in %s', async (_, id) => {
    const { status, headers, body } = await scene.gateway.rest('GET', `/claims/${id()}`, { key: scene.key });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual({
      id: scene.claim,
      code: 'NON_GMO',
      label: 'Non-GMO',
      category: 'INGREDIENT_ABSENCE',
      requires_definition: false,
      description: '',
    });
  });

  it('gives the claim as the list does', async () => {
    const { body } = await scene.gateway.rest('GET', `/claims/${scene.claim}`, { key: scene.key });
    const list = await scene.gateway.rest('GET', '/claims?code=non_gmo', { key: scene.key });
    expect(list.body.data).toEqual([body]);
  });
});
