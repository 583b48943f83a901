import { parse } from 'graphql';
import { shortId } from '../../src/codecs/short-id.js';
import { type Gateway, startGateway } from '../support/gateway.js';
import { onlyError, places } from './expectations.js';

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Product { gtin name }
    ... on Claim { id code }
    ... on Organization { id name }
  }
}`;

let gateway: Gateway;
let organization: string;
let key: string;
let claim: string;
let gtin: string;

beforeAll(async () => {
  gateway = await startGateway({ isSubgraph: true });
  const { fixtures } = gateway;
  organization = await fixtures.organization('Meadow Foods');
  key = await fixtures.key(organization);
  claim = await fixtures.claim('KOSHER');
  gtin = await fixtures.product(organization, { gtin: '09520000000011', name: 'Oats' });
  await fixtures.assignment(gtin, claim, { evidence_note: 'a certificate' });
});
afterAll(() => gateway.close());

const entities = (representations: unknown, caller = key, document = ENTITIES) =>
  gateway.graphql(document, { key: caller, variables: { representations } });

/** Names of the statements that a call causes, but for those of its credential. */
async function statementsOf(call: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  gateway.database.observer = ({ name = '' }) => {
    if (name.startsWith('find_') && name !== 'find_api_key') names.push(name);
  };
  await call();
  gateway.database.observer = undefined;
  return names.toSorted();
}

describe('_entities', () => {
  it('finds entities of every type and key in the order of their representations', async () => {
    const { body } = await entities([
      { __typename: 'Claim', code: 'Kosher' },
      { __typename: 'Product', gtin: '9520000000011' },
      { __typename: 'Organization', id: `organization.${shortId(organization)}` },
      { __typename: 'Claim', id: claim },
      { __typename: 'Organization', id: organization },
      { __typename: 'Claim', id: shortId(claim), label: 'of another subgraph' },
    ]);
    const kosher = { __typename: 'Claim', id: shortId(claim), code: 'KOSHER' };
    const meadow = {
      __typename: 'Organization',
      id: `organization.${shortId(organization)}`,
      name: 'Meadow Foods',
    };
    expect(body.errors).toBeUndefined();
    expect(body.data._entities).toEqual([
      kosher,
      { __typename: 'Product', gtin, name: 'Oats' },
      meadow,
      kosher,
      meadow,
      kosher,
    ]);
  });

  it('are null where nothing has the key', async () => {
    const { body } = await entities([
      { __typename: 'Product', gtin: '00000000' },
      { __typename: 'Claim', id: '2222222222222222222222' },
      { __typename: 'Claim', id: 'zzzzzzzzzzzzzzzzzzzzzz' },
      { __typename: 'Claim', code: 'NOTHING' },
      { __typename: 'Organization', id: 'organization.2222222222222222222222' },
    ]);
    expect(body.errors).toBeUndefined();
    expect(body.data._entities).toEqual([null, null, null, null, null]);
  });

  it.each([
    ['a text', 'Product', []],
    ['a list', [], ['__typename']],
    ['without a type', { gtin: '00000000' }, ['__typename']],
    ['of a type without a key', { __typename: 'Query' }, ['__typename']],
    ['of an unknown type', { __typename: 'constructor', gtin: '00000000' }, ['__typename']],
    ['without its key', { __typename: 'Product', id: '00000000' }, ['gtin']],
    ['whose key is null', { __typename: 'Claim', id: null, code: null }, ['id']],
    ['whose key is a number', { __typename: 'Product', gtin: 9520000000011 }, ['gtin']],
    ['whose key is a list', { __typename: 'Claim', code: ['KOSHER'] }, ['code']],
    ['whose GTIN is none', { __typename: 'Product', gtin: '123' }, ['gtin']],
    ['whose id is none', { __typename: 'Claim', id: 'KOSHER' }, ['id']],
    ['with the id of another type', { __typename: 'Organization', id: '09520000000011' }, ['id']],
    ['whose code has a NUL', { __typename: 'Claim', code: 'A\0' }, ['code']],
    ['whose code is long', { __typename: 'Claim', code: 'A'.repeat(1_001) }, ['code']],
  ])('refuses a representation %s alone', async (_, faulty, place) => {
    const answer = await entities([{ __typename: 'Claim', code: 'KOSHER' }, faulty]);
    const error = onlyError(answer);
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.path).toEqual(['_entities', 1]);
    expect(places(answer)).toEqual([['representations', 1, ...place]]);
    expect(answer.body.data._entities).toEqual([expect.objectContaining({ code: 'KOSHER' }), null]);
  });

  it('reports five malformed representations, and that there are more', async () => {
    const { body } = await entities(
      Array.from({ length: 500 }, () => ({ __typename: 'Product', gtin: 'none' })),
    );
    expect(body.data._entities).toEqual(Array(500).fill(null));
    expect(body.errors.map(({ path }: { path: unknown }) => path)).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => ['_entities', i]),
    );
    expect(body.errors[5].extensions.problem.details).toEqual([
      { loc: ['representations', 5], msg: 'Input has more faults than are listed', type: 'too_many_errors' },
    ]);
  });

  it('refuses more than 500 representations', async () => {
    const answer = await entities(Array.from({ length: 501 }, () => ({ __typename: 'Product', gtin })));
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(places(answer)).toEqual([['representations']]);
  });

  it.each([null, [null], undefined])('refuses %j in place of representations', async (representations) => {
    const answer = await entities(representations);
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.body.data).toBeUndefined();
  });

  it('accepts literals, and variables in them', async () => {
    const document = `query ($code: String!, $product: _Any!) {
      _entities(representations: [{ __typename: "Claim", code: $code }, $product]) { __typename }
    }`;
    const { body } = await gateway.graphql(document, {
      key,
      variables: { code: 'KOSHER', product: { __typename: 'Product', gtin } },
    });
    expect(body.data._entities).toEqual([{ __typename: 'Claim' }, { __typename: 'Product' }]);
  });

  it('needs one statement for each type and key', async () => {
    const many = Array.from({ length: 50 }, (_, i) => [
      { __typename: 'Product', gtin: `0952${String(i).padStart(10, '0')}` },
      { __typename: 'Claim', id: shortId(`00000000-0000-7000-8000-${String(i).padStart(12, '0')}`) },
      { __typename: 'Claim', code: `CODE_${i}` },
      { __typename: 'Organization', id: `00000000-0000-7000-8000-${String(i).padStart(12, '0')}` },
    ]).flat();
    const document = `query ($representations: [_Any!]!) {
      one: _entities(representations: $representations) { __typename }
      other: _entities(representations: $representations) { ... on Product { name } }
    }`;
    expect(await statementsOf(() => entities(many, key, document))).toEqual([
      'find_claims',
      'find_claims_by_codes',
      'find_organizations',
      'find_products',
    ]);
  });

  it('shows of an entity what its caller may see', async () => {
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on Product { claimHistory { totalCount } claims { nodes { evidenceNote } } }
      }
    }`;
    const stranger = await gateway.fixtures.key(await gateway.fixtures.organization('Another'));
    const reference = [{ __typename: 'Product', gtin }];
    const own = await entities(reference, key, document);
    const foreign = await entities(reference, stranger, document);
    expect(own.body.data._entities[0].claims.nodes).toEqual([{ evidenceNote: 'a certificate' }]);
    expect(foreign.body.data._entities[0]).toEqual({
      claimHistory: null,
      claims: { nodes: [{ evidenceNote: null }] },
    });
  });

  it('needs a credential', async () => {
    const { status } = await gateway.graphql(ENTITIES, { variables: { representations: [] } });
    expect(status).toBe(401);
  });

  it('costs by the number of representations, which is known before it is executed', async () => {
    const costOf = async (count: number) => {
      const document =
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { name } } }';
      const { body } = await entities(
        Array.from({ length: count }, () => ({ __typename: 'Product', gtin })),
        key,
        document,
      );
      return body.extensions.cost;
    };
    // A look-up, and for each entity an object with a scalar.
    expect(await costOf(1)).toBe(Math.ceil(10 + 0.3));
    expect(await costOf(500)).toBe(10 + 500 * 0.3);
  });

  it('is refused as a whole when its entities cost too much', async () => {
    const document = `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on Product { claims { nodes { claim { label } } } } }
    }`;
    const answer = await entities(
      Array.from({ length: 500 }, () => ({ __typename: 'Product', gtin })),
      key,
      document,
    );
    expect(onlyError(answer).message).toMatch(/^The cost of the operation is \d+; the limit is 5000\.$/);
    expect(answer.body.data).toBeUndefined();
  });
});

describe('_service', () => {
  const SERVICE = '{ _service { sdl } }';

  it('has the schema with its keys, for callers without a credential as well', async () => {
    const { body } = await gateway.graphql(SERVICE);
    const { sdl } = body.data._service;
    expect(() => parse(sdl)).not.toThrow();
    expect(sdl).toContain('type Product implements Node @key(fields: "gtin") {');
    expect(sdl).toContain('type Claim implements Node @key(fields: "id") @key(fields: "code") {');
    expect(sdl).toContain('type Organization implements Node @key(fields: "id") {');
    expect(sdl).toContain('type PageInfo @shareable {');
    expect(sdl).not.toMatch(/\b_(?:Any|Entity|Service|entities|service)\b/);
  });

  it('has a price, because its text is long', async () => {
    const aliases = Array.from({ length: 600 }, (_, i) => `a${i}: _service { sdl }`).join(' ');
    const answer = await gateway.graphql(`{ ${aliases} }`);
    expect(onlyError(answer).message).toMatch(/^The cost of the operation is \d+; the limit is 5000\.$/);
  });

  it.each([
    ['authenticated', 401, 200],
    ['off', 401, 403],
  ] as const)('is hidden as the schema is: %s', async (introspection, anonymous, known) => {
    const other = await startGateway({ isSubgraph: true, introspection });
    try {
      const caller = await other.fixtures.key(await other.fixtures.organization());
      expect((await other.graphql(SERVICE)).status).toBe(anonymous);
      expect((await other.graphql(SERVICE, { key: caller })).status).toBe(known);
    } finally {
      await other.close();
    }
  });
});

describe('a gateway that is no subgraph', () => {
  it('has no field of federation', async () => {
    const other = await startGateway();
    try {
      const { body } = await other.graphql(
        '{ _service { sdl } _entities(representations: []) { __typename } }',
        {
          key: await other.fixtures.key(await other.fixtures.organization()),
        },
      );
      expect(body.errors.map(({ message }: Error) => message)).toEqual([
        expect.stringMatching(/^Cannot query field "_service"/),
        expect.stringMatching(/^Cannot query field "_entities"/),
      ]);
      expect((await other.request('/schema.graphql')).text).not.toContain('_Any');
    } finally {
      await other.close();
    }
  });
});
