import { encodeCursor } from '../../../src/codecs/cursor.js';
import { expectRefusal } from '../refusal.js';
import { type CertificationFeedScene, setCertificationFeed } from './feed.js';

let scene: CertificationFeedScene;

beforeAll(async () => {
  scene = await setCertificationFeed();
  await scene.assignNew();
});
afterAll(() => scene.gateway.close());

/** Places and rules of the refusal. */
async function faultsOf(query: string, key = scene.key): Promise<unknown[]> {
  const { body } = await expectRefusal(scene.gateway, 422, () => scene.feed(`?${query}`, key));
  return body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

const CURSOR = ['query', 'after', 'cursor'];

describe('GET /certification-events, 422', () => {
  it.each([
    ['limit=0', 'limit', 'greater_than_equal'],
    ['limit=1001', 'limit', 'less_than_equal'],
    ['wait=31', 'wait', 'less_than_equal'],
    ['wait=x', 'wait', 'int_type'],
    ['after=', 'after', 'string_pattern_mismatch'],
  ])('refuses %s', async (query, name, type) => {
    expect(await faultsOf(query)).toEqual([['query', name, type]]);
  });

  it('names every fault at once', async () => {
    expect(await faultsOf('limit=0&wait=31&after=x')).toEqual([
      ['query', 'limit', 'greater_than_equal'],
      ['query', 'wait', 'less_than_equal'],
      CURSOR,
    ]);
  });

  it('refuses a cursor of another organization', async () => {
    expect(await faultsOf(`after=${await scene.end()}`, scene.foreignKey)).toEqual([CURSOR]);
  });

  it('refuses a cursor of GET /claim-events, and one that was made up', async () => {
    const { body } = await scene.gateway.rest('GET', '/claim-events', { key: scene.key });
    expect(await faultsOf(`after=${body.next}`)).toEqual([CURSOR]);
    const madeUp = encodeCursor(`certificationEvents:${scene.organization}`, ['-1', scene.certificationUuid]);
    expect(await faultsOf(`after=${madeUp}`)).toEqual([CURSOR]);
  });
});
