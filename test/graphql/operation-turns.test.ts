import { getIntrospectionQuery, type OperationDefinitionNode, parse } from 'graphql';
import { OperationCosts } from '../../src/graphql/limits/operation-cost.js';
import { type OperationTurn, OperationTurns } from '../../src/graphql/operation-turns.js';
import { ParsedOperation } from '../../src/graphql/parsed-operation.js';
import { buildGatewaySchema } from '../../src/graphql/schema.js';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

const INTROSPECTION = getIntrospectionQuery();
const MIXED = '{ __schema { types { fields { args { name } } } } claims(first: 1) { totalCount } }';
const repeated = (count: number, field: string) =>
  `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ')} }`;
const from = (account: string) => ({
  account,
  hasGone: false,
  isGone() {
    return this.hasGone;
  },
});

let costs: OperationCosts;
let turns: OperationTurns;

beforeAll(async () => {
  costs = new OperationCosts(await buildGatewaySchema());
});
beforeEach(() => {
  turns = new OperationTurns();
});

function take(query: string, turn: OperationTurn = turns.of(from('key.a'))): Promise<void> | undefined {
  const document = parse(query);
  const operation = ParsedOperation.of(document, document.definitions[0] as OperationDefinitionNode);
  return turn.take(costs.of(operation, {}), operation);
}

/** Begins operations of these accounts; their names are added to the list as they do. */
function begin(query: string, accounts: readonly string[], begun: string[]): OperationTurn[] {
  return accounts.map((account) => {
    const turn = turns.of(from(account));
    void take(query, turn)?.then(() => begun.push(account));
    return turn;
  });
}

/** So many that whatever may begin has begun. */
async function manyTurns(): Promise<void> {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
}

const CLAIMS = 'claims(first: 25) { nodes { source claim { code label } } }';

it.each([
  ['a look-up', `{ product(gtin: "09506000134352") { gtin ${CLAIMS} } }`],
  ['a page of 25 with their claims', `{ products(first: 25) { nodes { gtin name ${CLAIMS} } } }`],
  [
    'a page',
    '{ claims(first: 25, filter: { category: DIETARY }) { nodes { code } pageInfo { hasNextPage } } }',
  ],
  [
    'a mutation',
    'mutation { assignClaim(input: { gtin: "09506000134352", claimId: "x" }) { assignment { id claim { code } } } }',
  ],
  ['the caller and the quotas', '{ viewer { role quotas { window remaining } } __typename }'],
  ['the fields of one type', '{ __type(name: "Claim") { name fields { name } } }'],
])('%s takes no turn', (_, query) => {
  expect(take(query)).toBeUndefined();
});

it.each([
  ['introspection', INTROSPECTION],
  ['introspection beside data', MIXED],
  ['many fields without a statement', repeated(200, 'viewer { role }')],
  ['many look-ups', repeated(20, 'claimByCode(code: "A") { code }')],
  ['many pages', repeated(2, 'claims { nodes { code } }')],
  ['large pages', `{ products(first: 100) { nodes { gtin ${CLAIMS} } } }`],
])('%s takes a turn', async (_, query) => {
  const turn = take(query);
  expect(turn).toBeInstanceOf(Promise);
  await turn;
});

it('one introspection is in progress at a time, of accounts in turn', async () => {
  const begun: string[] = [];
  const operations = begin(INTROSPECTION, ['a', 'a', 'b'], begun);
  await manyTurns();
  expect(begun).toEqual(['a']);
  operations[0]?.release();
  await manyTurns();
  expect(begun).toEqual(['a', 'b']);
  operations[2]?.release();
  await manyTurns();
  expect(begun).toEqual(['a', 'b', 'a']);
});

it('what waits for statements as well keeps no introspection waiting, and one is in progress for each of 8 accounts', async () => {
  const begun: string[] = [];
  const accounts = Array.from({ length: 10 }, (_, i) => `key.${i}`);
  begin(MIXED, ['key.0', ...accounts], begun);
  await take(INTROSPECTION);
  await manyTurns();
  expect(begun).toEqual(accounts.slice(0, 8));
});

it('an operation that was answered while it waited does not begin', async () => {
  const answered = from('key.a');
  const turn = take(INTROSPECTION, turns.of(answered));
  answered.hasGone = true;
  await expect(turn).rejects.toMatchObject({ code: 'bad_request' });
  await take(INTROSPECTION);
});

it('operations that hold nothing do not wait for one another to end', async () => {
  const begun: string[] = [];
  begin(repeated(400, 'viewer { role }'), ['a', 'a', 'b'], begun);
  await manyTurns();
  expect(begun).toHaveLength(3);
});

describe('a burst of one cached document', () => {
  const BURST = 24;
  let gateway: Gateway;

  beforeAll(async () => {
    gateway = await shareGateway();
  });
  afterAll(() => gateway.close());

  it('leaves turns to other accounts, and all of it is answered', async () => {
    const organization = await gateway.fixtures.organization();
    const [attacker, other] = await Promise.all([1, 2].map(() => gateway.fixtures.key(organization)));
    const small = () => gateway.graphql('{ viewer { role } }', { key: other as string });
    for (const key of [attacker, other]) await gateway.graphql(INTROSPECTION, { key: key as string });
    await small();
    let answered = 0;
    const burst = Array.from({ length: BURST }, async () => {
      const { status } = await gateway.graphql(INTROSPECTION, { key: attacker as string });
      answered += 1;
      return status;
    });
    expect((await small()).status).toBe(200);
    expect(answered).toBeLessThan(BURST);
    expect(await Promise.all(burst)).toEqual(Array(BURST).fill(200));
  });
});
