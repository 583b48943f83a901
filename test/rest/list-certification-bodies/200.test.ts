import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;

beforeAll(async () => {
  scene = await setCertificationScene();
  for (const name of ['Éco Cert', 'acme', 'Zeta 50%', 'Beta'])
    await scene.gateway.fixtures.certificationBody(name);
});
afterAll(() => scene.gateway.close());

async function list(query = '') {
  const { status, body } = await scene.gateway.rest('GET', `/certification-bodies${query}`, {
    key: scene.key,
  });
  expect(status).toBe(200);
  return { names: body.data.map(({ name }: { name: string }) => name), pagination: body.pagination };
}

describe('GET /certification-bodies, 200', () => {
  it.each([
    ['', ['Beta', 'Oregon Tilth', 'Zeta 50%', 'acme', 'Éco Cert']],
    ['?ordering=-name', ['Éco Cert', 'acme', 'Zeta 50%', 'Oregon Tilth', 'Beta']],
    ['?name=%C3%89CO', ['Éco Cert']],
    ['?name=50%25', ['Zeta 50%']],
    ['?name=%25', ['Zeta 50%']],
    ['?name=eta&ordering=-name', ['Zeta 50%', 'Beta']],
    ['?name=nobody', []],
  ])('gives for %j the bodies %j', async (query, expected) => {
    expect((await list(query)).names).toEqual(expected);
  });

  it('gives pages, of which one past the end is empty', async () => {
    expect(await list('?page=2&page_size=2')).toEqual({
      names: ['Zeta 50%', 'acme'],
      pagination: {
        page: 2,
        page_size: 2,
        total_count: 5,
        total_pages: 3,
        has_next: true,
        has_previous: true,
      },
    });
    expect((await list('?page=9')).names).toEqual([]);
  });
});
