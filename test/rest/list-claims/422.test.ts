import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE } from '../scene.js';
import { type Catalogue, setCatalogue } from './catalogue.js';

let catalogue: Catalogue;

beforeAll(async () => {
  catalogue = await setCatalogue();
});
afterAll(() => catalogue.gateway.close());

/** Places and rules of the refusal; the query is sent byte for byte. */
async function faultsOf(query: string): Promise<unknown[]> {
  const answer = await expectRefusal(catalogue.gateway, 422, () =>
    rawRequest(catalogue.gateway.url, {
      method: 'GET',
      path: `${REST_BASE}/claims?${query}`,
      headers: { 'x-api-key': catalogue.key },
      chunks: [],
    }),
  );
  return answer.body.details.map(({ loc, type }: { loc: string[]; type: string }) => [...loc, type]);
}

describe('GET /claims, 422', () => {
  it('says what is wrong, where, and by which rule', async () => {
    const { body } = await expectRefusal(catalogue.gateway, 422, () => catalogue.list('?page=0'));
    expect(body.details).toEqual([
      {
        loc: ['query', 'page'],
        msg: 'Input should be greater than or equal to 1',
        type: 'greater_than_equal',
      },
    ]);
  });

  it.each([
    ['page=0', 'page', 'greater_than_equal'],
    [`label=${'x'.repeat(1_001)}`, 'label', 'string_too_long'],
    [`code=${'x'.repeat(1_001)}`, 'code', 'string_too_long'],
    ['page=2147483648', 'page', 'less_than_equal'],
    ['page=99999999999999999999999', 'page', 'less_than_equal'],
    [`page=${'9'.repeat(400)}`, 'page', 'int_type'],
    ['page_size=0', 'page_size', 'greater_than_equal'],
    ['page_size=101', 'page_size', 'less_than_equal'],
    ['ordering=-foo', 'ordering', 'string_pattern_mismatch'],
    ['ordering=', 'ordering', 'string_pattern_mismatch'],
    ['ordering=--code', 'ordering', 'string_pattern_mismatch'],
    ['ordering=CODE', 'ordering', 'string_pattern_mismatch'],
    ['ordering=code%0A', 'ordering', 'string_pattern_mismatch'],
    ['category=FOOD', 'category', 'enum'],
    ['category=dietary', 'category', 'enum'],
    ['category=', 'category', 'enum'],
    ['label=a%00b', 'label', 'string_unicode'],
    ['code=%00', 'code', 'string_unicode'],
  ])('refuses %s', async (query, name, type) => {
    expect(await faultsOf(query)).toEqual([['query', name, type]]);
  });

  it.each([
    '1.0',
    '%2B1',
    '+1',
    '%201',
    '1+',
    '',
    'x',
    '0x1',
    '1e1',
    '-1',
    '%D9%A1',
    'Infinity',
    'null',
    '1,2',
  ])('takes %j for no number, because numbers are decimal digits', async (text) => {
    expect(await faultsOf(`page=${text}`)).toEqual([['query', 'page', 'int_type']]);
    expect(await faultsOf(`page_size=${text}`)).toEqual([['query', 'page_size', 'int_type']]);
  });

  it('takes a parameter without a value for an empty one', async () => {
    expect(await faultsOf('page')).toEqual([['query', 'page', 'int_type']]);
  });

  it.each([
    ['page=1&page=1', 'page'],
    ['label=a&code=b&label=', 'label'],
    ['l%61bel=a&label=b', 'label'],
  ])('refuses %s, which gives a parameter twice', async (query, name) => {
    expect(await faultsOf(query)).toEqual([['query', name, 'multiple_argument_values']]);
  });

  it.each(['%', '%zz', '%e4', '%c0%af', '%ed%a0%80', '%ff', '%f5%80%80%80', 'a%2'])(
    'refuses %s, which is not validly percent-encoded UTF-8',
    async (text) => {
      for (const name of ['label', 'code', 'category', 'ordering', 'page', 'page_size']) {
        expect(await faultsOf(`${name}=${text}`)).toEqual([['query', name, 'percent_encoding']]);
      }
    },
  );

  it('lists every fault at once', async () => {
    expect(await faultsOf('page=0&page_size=x&category=FOOD&ordering=foo&label=%00')).toEqual([
      ['query', 'label', 'string_unicode'],
      ['query', 'category', 'enum'],
      ['query', 'ordering', 'string_pattern_mismatch'],
      ['query', 'page', 'greater_than_equal'],
      ['query', 'page_size', 'int_type'],
    ]);
  });

  it('is not logged as a failure of ours', async () => {
    await faultsOf('label=%zz');
    expect(catalogue.gateway.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
