import { shortId } from '../../../src/codecs/short-id.js';
import { type CertificationScene, setCertificationScene } from '../certification-scene.js';

let scene: CertificationScene;
let own: string;

beforeAll(async () => {
  scene = await setCertificationScene();
  const { fixtures } = scene.gateway;
  const values = { organization_id: scene.organization };
  await fixtures.certification('FAIR', { label: 'Fair' });
  own = shortId(await fixtures.certification('FAIR', { label: 'Fair, as we see it', ...values }));
  await fixtures.certification('', { label: 'Ours', ...values });
  await fixtures.certification('ABC', { label: 'Zebra 50%' });
});
afterAll(() => scene.gateway.close());

async function list(query = '', key = scene.key) {
  const { status, body } = await scene.gateway.rest('GET', `/certifications${query}`, { key });
  expect(status).toBe(200);
  return { labels: body.data.map(({ label }: { label: string }) => label), body };
}

describe('GET /certifications, 200', () => {
  it.each([
    ['', ['Ours', 'Zebra 50%', 'Fair', 'Fair, as we see it', 'USDA Organic']],
    ['?ordering=-code', ['USDA Organic', 'Fair', 'Fair, as we see it', 'Zebra 50%', 'Ours']],
    ['?ordering=label', ['Fair', 'Fair, as we see it', 'Ours', 'USDA Organic', 'Zebra 50%']],
    ['?ordering=-label', ['Zebra 50%', 'USDA Organic', 'Ours', 'Fair, as we see it', 'Fair']],
    ['?label=ORGANIC', ['USDA Organic']],
    ['?label=%25', ['Zebra 50%']],
    ['?code=usda_organic', ['USDA Organic']],
    ['?code=usda', []],
    ['?code=HOUSE', []],
    ['?certification_body=oZEq7ovRbLq6UnGMPwc8B6', []],
  ])('gives for %j the certifications %j', async (query, expected) => {
    expect((await list(query)).labels).toEqual(expected);
  });

  it('gives those of a body, by either form of its id, combined with other filters', async () => {
    expect((await list(`?certification_body=${scene.body}`)).labels).toEqual(['USDA Organic']);
    expect((await list(`?certification_body=${scene.body}&label=fair`)).labels).toEqual([]);
  });

  it("names the organization's own by a code that exists globally and privately", async () => {
    expect((await list('?code=fair')).body.data).toMatchObject([{ id: own }]);
    expect((await list('?code=fair', scene.foreignKey)).labels).toEqual(['Fair']);
  });

  it("leaves out other organizations' in pages and their numbers", async () => {
    const { body } = await list('?page=2&page_size=2', scene.foreignKey);
    expect(body.pagination).toMatchObject({ total_count: 4, total_pages: 2, has_next: false });
    expect((await list('', scene.foreignKey)).labels).toEqual([
      'Zebra 50%',
      'Fair',
      'House Standard',
      'USDA Organic',
    ]);
  });
});
