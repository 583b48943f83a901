import { shortId } from '../../src/codecs/short-id.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { onlyError, places } from './expectations.js';

let gateway: Gateway;
let organization: string;
let key: string;
let claim: string;

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  key = await gateway.fixtures.key(organization);
  claim = await gateway.fixtures.claim('VEGAN');
});
afterAll(() => gateway.close());

/** An assignment with this period; gives its global id. */
async function assigned(validFrom: string | null, expirationDate: string | null): Promise<string> {
  const gtin = await gateway.fixtures.product(organization);
  const period = { valid_from: validFrom, expiration_date: expirationDate };
  await gateway.fixtures.assignment(gtin, claim, period);
  return `${gtin}.${shortId(claim)}`;
}
const ask = (id: string, argument: string, variables: object = {}) =>
  gateway.graphql(
    `query ($id: ID!${argument.includes('$on') ? ', $on: Date' : ''}) {
      node(id: $id) { ... on ClaimAssignment { isActive${argument} } } }`,
    { key, variables: { id, ...variables } },
  );
const isActive = async (id: string, argument: string, variables?: object) =>
  (await ask(id, argument, variables)).body.data.node.isActive;

describe('isActive(on:)', () => {
  it.each([
    ['2026-03-10', '2026-03-20', '2026-03-09', false],
    ['2026-03-10', '2026-03-20', '2026-03-10', true],
    ['2026-03-10', '2026-03-20', '2026-03-20', true],
    ['2026-03-10', '2026-03-20', '2026-03-21', false],
    ['2026-03-10', '2026-03-10', '2026-03-10', true],
    ['2026-03-10', null, '9999-12-31', true],
    ['2026-03-10', null, '2026-03-09', false],
    [null, '2026-03-20', '0001-01-01', true],
    [null, '2026-03-20', '2026-03-21', false],
    [null, null, '2026-03-10', true],
  ])('of %s to %s says for %s: %s', async (from, until, on, expected) => {
    const id = await assigned(from, until);
    expect(await isActive(id, '(on: $on)', { on })).toBe(expected);
    expect(await isActive(id, `(on: "${on}")`)).toBe(expected);
  });

  it.each(['2026-02-29', '2026-3-1', '01.03.2026', '0000-01-01', '', 'today'])('refuses %j', async (on) => {
    const answer = await ask(await assigned(null, null), '(on: $on)', { on });
    expect(answer.status).toBe(200);
    expect(onlyError(answer)).toMatchObject({
      path: ['node', 'isActive'],
      extensions: { code: 'BAD_USER_INPUT', status: 422 },
    });
    expect(places(answer)).toEqual([['on']]);
  });
});

describe('isActive', () => {
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

  it.each([
    [0, 0, true],
    [-1, null, true],
    [null, 1, true],
    [null, null, true],
    [1, null, false],
    [null, -1, false],
  ])('asks about today (UTC) without a day: %p to %p days from now is %p', async (from, until, expected) => {
    const id = await assigned(from === null ? null : day(from), until === null ? null : day(until));
    expect(await isActive(id, '')).toBe(expected);
    expect(await isActive(id, '(on: null)')).toBe(expected);
    expect(await isActive(id, '(on: $on)')).toBe(expected);
  });
});
