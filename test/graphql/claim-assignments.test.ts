import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

/** Days of expiration by GTIN, in the order of a list by expiration. */
const LAST_DAYS = ['2020-01-01', '2020-01-01', '2026-06-30', '2099-01-31', null, null] as const;

let gateway: Gateway;
let organization: string;
let other: string;
let key: string;
let strangerKey: string;
let publishableKey: string;
let claim: string;
const gtins: string[] = [];

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String,
    $filter: ClaimAssignmentSearch, $orderBy: ClaimAssignmentSearchOrder) {
  claimAssignments(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
    totalCount nodes { product { gtin } claim { code } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
const ask = (variables: object, caller = key) => gateway.graphql(LIST, { key: caller, variables });

/** What a list holds: `<number of the product> <code>`. */
async function found(filter: object, caller = key): Promise<string[]> {
  const { body } = await ask({ filter }, caller);
  const { nodes, totalCount } = body.data.claimAssignments;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(nameOf);
}

const nameOf = (node: any): string => `${gtins.indexOf(node.product.gtin)} ${node.claim.code}`;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  organization = await fixtures.organization('Meadow Foods');
  other = await fixtures.organization('Another');
  key = await fixtures.key(organization);
  strangerKey = await fixtures.key(other);
  publishableKey = await fixtures.key(organization, { type: 'cpk' });
  claim = await fixtures.claim('KOSHER', { category: 'DIETARY' });
  const spare = await fixtures.claim('SPARE', { category: 'PROCESS' });
  for (const [index, lastDay] of LAST_DAYS.entries()) {
    const gtin = await fixtures.product(index === 5 ? other : organization);
    gtins.push(gtin);
    await fixtures.assignment(gtin, claim, {
      expiration_date: lastDay,
      updated_at: `2026-01-0${9 - index} 00:00:00+00`,
      source: index === 2 ? 'THIRD_PARTY_VERIFIED' : 'BRAND_SELF_DECLARED',
      evidence_note: index === 1 || index === 5 ? 'seen' : '',
    });
  }
  await fixtures.assignment(gtins[0]!, spare, {
    valid_from: '2098-01-01',
    updated_at: '2026-02-01 00:00:00+00',
  });
});
afterAll(() => gateway.close());

const kosher = (...products: number[]) => products.map((product) => `${product} KOSHER`);

describe('claimAssignments(filter)', () => {
  it.each<[object, string[]]>([
    [{ category: 'PROCESS' }, ['0 SPARE']],
    [{ source: 'THIRD_PARTY_VERIFIED' }, kosher(2)],
    [{ claimCodes: ['spare', 'NO_SUCH_CODE'] }, ['0 SPARE']],
    [{ claimCodes: [] }, []],
    [{ validity: ['EXPIRED'] }, kosher(0, 1, 2)],
    [{ validity: ['ACTIVE'] }, kosher(3, 4, 5)],
    [{ validity: ['UPCOMING'] }, ['0 SPARE']],
    [{ validity: ['UPCOMING', 'EXPIRED'], category: 'PROCESS' }, ['0 SPARE']],
    [{ validity: [] }, []],
    [{ activeOn: '2026-06-30', category: 'DIETARY' }, kosher(2, 3, 4, 5)],
    [{ expiresFrom: '2026-06-30' }, kosher(2, 3)],
    [{ expiresUntil: '2026-06-30' }, kosher(0, 1, 2)],
    [{ expiresFrom: '2026-06-30', expiresUntil: '2026-06-30' }, kosher(2)],
  ])('%j', async (filter, expected) => {
    const names = await found(filter);
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  it('keeps everything when it says nothing', async () => {
    const all = ['0 KOSHER', '0 SPARE', ...kosher(1, 2, 3, 4, 5)];
    for (const filter of [
      {},
      { gtins: null },
      { validity: null, hasEvidence: null },
      { validity: ['UPCOMING', 'ACTIVE', 'EXPIRED'] },
    ]) {
      expect((await found(filter)).toSorted()).toEqual(all);
    }
  });

  it('matches products and their owner, by every form of its id', async () => {
    expect(await found({ gtins: [gtins[3], gtins[5]] })).toEqual(kosher(3, 5));
    for (const organizationId of [other, shortId(other), `organization.${shortId(other)}`]) {
      expect(await found({ organizationId })).toEqual(kosher(5));
    }
    expect(await found({ organizationId: '01900000-0000-7000-8000-000000000000' })).toEqual([]);
  });

  it('tells those with evidence from those without, of products whose evidence the caller can read', async () => {
    expect(await found({ hasEvidence: true })).toEqual(kosher(1));
    expect((await found({ hasEvidence: false, category: 'DIETARY' })).toSorted()).toEqual(kosher(0, 2, 3, 4));
    expect(await found({ hasEvidence: true }, strangerKey)).toEqual(kosher(5));
    expect(await found({ hasEvidence: true }, publishableKey)).toEqual([]);
    expect(await found({ hasEvidence: false }, publishableKey)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ expiresFrom: '2026-02-02', expiresUntil: '2026-02-01' }, ['filter', 'expiresUntil']],
    [{ expiresFrom: '2026-02-30' }, ['filter', 'expiresFrom']],
    [{ organizationId: 'organization.x' }, ['filter', 'organizationId']],
    [{ claimCodes: Array(11).fill('KOSHER') }, ['filter', 'claimCodes']],
    [{ gtins: Array(101).fill('96385074') }, ['filter', 'gtins']],
  ])('%j is refused', async (filter, place) => {
    const answer = await ask({ filter });
    expect(onlyError(answer).extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.body.data).toEqual({ claimAssignments: null });
    expect(places(answer)).toEqual([place]);
  });
});

/** All rows by pages of two, from either end. */
async function walk(orderBy: object, backward: boolean, filter?: object): Promise<string[]> {
  const walked: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: object = backward ? { last: 2, before: cursor } : { first: 2, after: cursor };
    const { body } = await ask({ ...page, orderBy, filter });
    const { nodes, pageInfo }: any = body.data.claimAssignments;
    const names = nodes.map(nameOf);
    walked.splice(backward ? 0 : walked.length, 0, ...names);
    if (!(backward ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return walked;
    cursor = backward ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

describe.each([false, true])('claimAssignments(orderBy), read backward: %j', (backward) => {
  const dated = kosher(0, 1, 2, 3);
  const byKey = async () => (await walk({ field: 'GTIN', direction: 'ASC' }, false)) as string[];

  it('by GTIN', async () => {
    const ascending = await walk({ field: 'GTIN', direction: 'ASC' }, backward);
    expect(ascending.map((name) => name[0])).toEqual(['0', '0', '1', '2', '3', '4', '5']);
    expect(await walk({ field: 'GTIN', direction: 'DESC' }, backward)).toEqual(ascending.toReversed());
  });

  it('by expiration, with what does not expire at the end in either direction', async () => {
    const open = (await byKey()).filter((name) => !dated.includes(name));
    const order = (direction: string) => ({ field: 'EXPIRATION_DATE', direction });
    expect(await walk(order('ASC'), backward)).toEqual([...dated, ...open]);
    expect(await walk(order('DESC'), backward)).toEqual([...dated.toReversed(), ...open.toReversed()]);
  });

  it('by expiration, of those that expire alone', async () => {
    const order = { field: 'EXPIRATION_DATE', direction: 'DESC' };
    const walked = await walk(order, backward, { expiresUntil: '2026-12-31' });
    expect(walked).toEqual(kosher(2, 1, 0));
  });

  it('by the last change', async () => {
    const ascending = [...kosher(5, 4, 3, 2, 1, 0), '0 SPARE'];
    expect(await walk({ field: 'UPDATED_AT', direction: 'ASC' }, backward)).toEqual(ascending);
    expect(await walk({ field: 'UPDATED_AT', direction: 'DESC' }, backward)).toEqual(ascending.toReversed());
  });
});

it('a page between two positions on either side of the last that expires', async () => {
  const orderBy = { field: 'EXPIRATION_DATE', direction: 'ASC' };
  const all = (await ask({ orderBy })).body.data.claimAssignments.nodes.map(nameOf);
  const cursors: string[] = [];
  for (let after: string | null = null, i = 0; i < all.length; i++) {
    after = (await ask({ first: 1, after, orderBy })).body.data.claimAssignments.pageInfo.endCursor;
    cursors.push(after as string);
  }
  for (const page of [{}, { last: 3 }]) {
    const { body } = await ask({ ...page, after: cursors[1], before: cursors[5], orderBy });
    expect(body.data.claimAssignments.nodes.map(nameOf)).toEqual(all.slice(2, 5));
  }
});
