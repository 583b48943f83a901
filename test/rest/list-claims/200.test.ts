import { type Catalogue, setCatalogue } from './catalogue.js';

const BY_CODE = ['ALPINE', 'FRUIT_100', 'KOSHER', 'KOSHER_2', 'NON_GMO', 'VEGAN'];
const BY_LABEL = ['FRUIT_100', 'KOSHER', 'KOSHER_2', 'NON_GMO', 'VEGAN', 'ALPINE'];

let catalogue: Catalogue;

beforeAll(async () => {
  catalogue = await setCatalogue();
});
afterAll(() => catalogue.gateway.close());

describe('GET /claims, 200', () => {
  it('gives claims and where they stand', async () => {
    const { status, body } = await catalogue.list('?code=NON_GMO');
    expect(status).toBe(200);
    expect(body).toEqual({
      data: [
        {
          id: catalogue.claim,
          code: 'NON_GMO',
          label: 'Non-GMO',
          category: 'INGREDIENT_ABSENCE',
          requires_definition: false,
          description: '',
        },
      ],
      pagination: {
        page: 1,
        page_size: 25,
        total_count: 1,
        total_pages: 1,
        has_next: false,
        has_previous: false,
      },
    });
  });

  it('takes one statement', async () => {
    const statements: unknown[] = [];
    catalogue.gateway.database.observer = ({ name }) => statements.push(name);
    await catalogue.list('?label=o&page=2');
    catalogue.gateway.database.observer = undefined;
    expect(statements).toEqual(['list_claims_by_page_code']);
  });

  it.each(['csb', 'csu', 'cpk'] as const)('is open to a %s key that only reads', async (type) => {
    const key = await catalogue.gateway.fixtures.key(catalogue.organization, { type, role: 'readonly' });
    expect((await catalogue.gateway.rest('GET', '/claims', { key })).status).toBe(200);
  });

  it('ignores parameters that it does not know', async () => {
    expect(await catalogue.codes('?colour=green&Page=0&colour=%ff&__proto__=1&%zz=1')).toEqual(BY_CODE);
  });
});

describe('ordering', () => {
  it.each([
    ['', BY_CODE],
    ['?ordering=code', BY_CODE],
    ['?ordering=-code', BY_CODE.toReversed()],
    ['?ordering=label', BY_LABEL],
    ['?ordering=-label', ['ALPINE', 'VEGAN', 'NON_GMO', 'KOSHER', 'KOSHER_2', 'FRUIT_100']],
  ])('%s orders by code point, equal labels by code', async (query, codes) => {
    expect(await catalogue.codes(query)).toEqual(codes);
  });
});

describe('label', () => {
  it.each([
    ['KOSH', ['KOSHER', 'KOSHER_2']],
    ['%', ['FRUIT_100']],
    ['_', ['FRUIT_100']],
    ['\\', ['ALPINE']],
    ['älpLER-kÄSE', ['ALPINE']],
    ['ÄLPLER', ['ALPINE']],
    ['0% f', ['FRUIT_100']],
    ['.*', []],
    ['', BY_CODE],
    ['x'.repeat(1000), []],
  ])('%j is looked for in letters of either case, without wildcards', async (label, codes) => {
    expect(await catalogue.codes(`?label=${encodeURIComponent(label)}`)).toEqual(codes);
  });

  it('may have a plus sign for a space, as forms send it', async () => {
    expect(await catalogue.codes('?label=100%25+fruit')).toEqual(['FRUIT_100']);
  });
});

describe('code', () => {
  it.each([
    ['KOSHER', ['KOSHER']],
    ['kosher', ['KOSHER']],
    ['KOSH', []],
    ['KO%', []],
    ['%', []],
    ['', []],
    // Upper case of the first letter is SS, of the second it is S.
    ['koßer', []],
    ['KOſHER', []],
  ])('%j is compared as a whole', async (code, codes) => {
    expect(await catalogue.codes(`?code=${encodeURIComponent(code)}`)).toEqual(codes);
  });
});

describe('filters', () => {
  it.each([
    ['?category=DIETARY', ['KOSHER', 'KOSHER_2', 'VEGAN']],
    ['?category=ALLERGEN_FREE', []],
    ['?category=DIETARY&label=vegan', ['VEGAN']],
    ['?category=OTHER&label=vegan', []],
    ['?category=DIETARY&label=kosher&code=kosher_2', ['KOSHER_2']],
  ])('%s holds what fits all of them', async (query, codes) => {
    expect(await catalogue.codes(query)).toEqual(codes);
  });
});

describe('pages', () => {
  it.each([
    ['?page_size=4', ['ALPINE', 'FRUIT_100', 'KOSHER', 'KOSHER_2'], [1, 4, 6, 2, true, false]],
    ['?page_size=4&page=2', ['NON_GMO', 'VEGAN'], [2, 4, 6, 2, false, true]],
    ['?page_size=3&page=2', ['KOSHER_2', 'NON_GMO', 'VEGAN'], [2, 3, 6, 2, false, true]],
    ['?page_size=1&page=002', ['FRUIT_100'], [2, 1, 6, 6, true, true]],
    ['?page_size=100', BY_CODE, [1, 100, 6, 1, false, false]],
    ['?page=2', [], [2, 25, 6, 1, false, true]],
    ['?page=2147483647&page_size=100', [], [2_147_483_647, 100, 6, 1, false, true]],
    ['?code=NONE', [], [1, 25, 0, 0, false, false]],
    ['?code=NONE&page=3', [], [3, 25, 0, 0, false, true]],
  ])('%s says where it stands', async (query, codes, figures) => {
    const { status, body } = await catalogue.list(query);
    expect(status).toBe(200);
    expect(body.data.map(({ code }: { code: string }) => code)).toEqual(codes);
    const [page, page_size, total_count, total_pages, has_next, has_previous] = figures;
    expect(body.pagination).toEqual({ page, page_size, total_count, total_pages, has_next, has_previous });
  });

  it.each(['', '&ordering=-code', '&ordering=label', '&ordering=-label'])(
    'of one each hold every claim once, in the same order%s',
    async (ordering) => {
      const pages = await Promise.all(
        BY_CODE.map((_, i) => catalogue.codes(`?page_size=1&page=${i + 1}${ordering}`)),
      );
      expect(pages.flat()).toEqual(await catalogue.codes(`?page_size=100${ordering}`));
    },
  );
});
