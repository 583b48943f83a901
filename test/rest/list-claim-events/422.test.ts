import { encodeCursor } from '../../../src/codecs/cursor.js';
import { expectRefusal } from '../refusal.js';
import { type FeedScene, setFeed } from './feed.js';

let scene: FeedScene;

beforeAll(async () => {
  scene = await setFeed();
  await scene.assignNew();
});
afterAll(() => scene.gateway.close());

/** Places and rules of the refusal. */
async function faultsOf(query: string): Promise<unknown[]> {
  const { body } = await expectRefusal(scene.gateway, 422, () => scene.feed(`?${query}`));
  return body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

const CURSOR = ['query', 'after', 'cursor'];

describe('GET /claim-events, 422', () => {
  it.each([
    ['limit=0', 'limit', 'greater_than_equal'],
    ['limit=1001', 'limit', 'less_than_equal'],
    ['limit=-1', 'limit', 'int_type'],
    ['limit=', 'limit', 'int_type'],
    ['limit=10.0', 'limit', 'int_type'],
    ['wait=31', 'wait', 'less_than_equal'],
    ['wait=-1', 'wait', 'int_type'],
    ['wait=1e1', 'wait', 'int_type'],
    ['limit=1&limit=1', 'limit', 'multiple_argument_values'],
    ['after=%ff', 'after', 'percent_encoding'],
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
    const { fixtures } = scene.gateway;
    const key = await fixtures.key(await fixtures.organization('Another'));
    const { body } = await scene.feed();
    const refused = await expectRefusal(scene.gateway, 422, () => scene.feed(`?after=${body.next}`, key));
    expect(refused.body.details).toEqual([
      { loc: ['query', 'after'], msg: 'Input should be a cursor of this list and order', type: 'cursor' },
    ]);
  });

  it.each([
    ['', 'string_pattern_mismatch'],
    ['%00', 'string_pattern_mismatch'],
    ['W10%3D', 'string_pattern_mismatch'],
  ])('refuses what no cursor can be: %s', async (after, type) => {
    expect(await faultsOf(`after=${after}`)).toEqual([['query', 'after', type]]);
  });

  it.each(['x', 'W10', encodeCursor('history:09520000000011:', ['019c0000-0000-7000-8000-000000000000'])])(
    'refuses what is no cursor of the feed: %s',
    async (after) => {
      expect(await faultsOf(`after=${after}`)).toEqual([CURSOR]);
    },
  );

  it.each([
    ['-1', '019c0000-0000-7000-8000-000000000000'],
    ['1e3', '019c0000-0000-7000-8000-000000000000'],
    ['9223372036854775808', '019c0000-0000-7000-8000-000000000000'],
    ['01', '019c0000-0000-7000-8000-000000000000'],
    ['1', 'x'],
  ])('refuses a cursor that was made up: %s %s', async (...position) => {
    const cursor = encodeCursor(`claimEvents:${scene.organization}`, position);
    expect(await faultsOf(`after=${cursor}`)).toEqual([CURSOR]);
  });
});
