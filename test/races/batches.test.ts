import { randomUUID } from 'node:crypto';
import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { type Event, replay } from './apis.js';

const PRODUCTS = 250;
const CODES = ['BATCH_A', 'BATCH_B'] as const;
const BATCHES = 50;
const UPDATES = 15;

let gateway: Gateway;
let organization: string;
let keys: string[];
let gtins: string[];

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  keys = await Promise.all(Array.from({ length: 10 }, () => gateway.fixtures.key(organization)));
  for (const code of CODES) await gateway.fixtures.claim(code);
});
beforeEach(async () => {
  gtins = await Promise.all(Array.from({ length: PRODUCTS }, () => gateway.fixtures.product(organization)));
});
afterAll(() => gateway.close());

/** The same 500 rows in another order for each batch. */
function shuffled(n: number): { gtin: string; code: string }[] {
  const rows = gtins.flatMap((gtin) => CODES.map((code) => ({ gtin, code })));
  return rows
    .map((row, i) => ({ row, place: (i * 7_919 + n * 104_729) % 15_013 }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
}

/** Sends a request until it is not refused for the moment: so many batches are more than a server takes at once. */
async function untilTaken(send: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await send();
    const status = answer.body.errors?.[0].extensions.status ?? answer.status;
    if (status !== 503) return answer;
  }
}

async function assignAtRest(n: number, members: object): Promise<any> {
  const assignments = shuffled(n).map(({ gtin, code }) => ({
    gtin,
    claim_code: code,
    metadata: { [`writer_${n}`]: 'x' },
  }));
  const body = { ...members, assignments };
  const answer = await untilTaken(() =>
    gateway.rest('POST', '/claim-assignments/batch', { key: keys[n % 10]!, body }),
  );
  expect({ status: answer.status, body: answer.status === 200 ? undefined : answer.body }).toEqual({
    status: 200,
    body: undefined,
  });
  return answer.body;
}

async function askGraphql(n: number, field: string, type: string, input: object): Promise<any> {
  const counts = type === 'AssignClaimsInput' ? 'created updated failed' : 'removed failed';
  const query = `mutation ($input: ${type}!) { answer: ${field}(input: $input) { ${counts} } }`;
  const { body } = await untilTaken(() =>
    gateway.graphql(query, { key: keys[n % 10]!, variables: { input } }),
  );
  expect(body.errors).toBeUndefined();
  return body.data.answer;
}

const named = (n: number) => shuffled(n).map(({ gtin, code }) => ({ gtin, claimCode: code }));

const assignAtGraphql = (n: number, members: object) =>
  askGraphql(n, 'assignClaims', 'AssignClaimsInput', { ...members, assignments: named(n) });

const remove = (n: number) =>
  askGraphql(n, 'removeClaimAssignments', 'RemoveClaimAssignmentsInput', { assignments: named(n) });

/** Deadlocks that PostgreSQL has ended. */
async function deadlocks(): Promise<number> {
  const [row] = await gateway.database.query(
    unprepared<{ n: string }>(
      'select deadlocks as n from pg_stat_database, pg_stat_clear_snapshot() where datname = current_database()',
    ),
  );
  return Number(row?.n);
}

/** The history of each pair, played from its beginning; gives how many are assigned at the end. */
async function playHistories(): Promise<number> {
  const rows = await gateway.database.query(
    unprepared<Event & { pair: string }>(
      `select gtin || ' ' || claim_id as pair, action, changes from claim_assignment_event
       where gtin = any($1) order by at, id`,
    ),
    [gtins],
  );
  const ends = [...Map.groupBy(rows, ({ pair }) => pair).values()].map((events) => {
    // Metadata merges, so that an entry names the whole object.
    return replay(events);
  });
  return ends.filter((end) => end !== undefined).length;
}

async function countStored(): Promise<number> {
  const [row] = await gateway.database.query(
    unprepared<{ n: number }>('select count(*)::int as n from claim_assignment where gtin = any($1)'),
    [gtins],
  );
  return row?.n ?? 0;
}

describe(`${BATCHES} concurrent batches of the same ${PRODUCTS * CODES.length} pairs`, () => {
  it('create each pair once', async () => {
    const before = await deadlocks();
    const answers = await Promise.all(
      Array.from({ length: BATCHES }, (_, n) => (n % 2 === 0 ? assignAtRest(n, {}) : assignAtGraphql(n, {}))),
    );
    expect(answers.reduce((sum, { created }) => sum + created, 0)).toBe(500);
    for (const { created, failed } of answers) expect(created + failed).toBe(500);
    expect(await playHistories()).toBe(500);
    expect(await deadlocks()).toBe(before);
  });

  it('create each pair once and change it in each other batch', async () => {
    const before = await deadlocks();
    const answers = await Promise.all(
      Array.from({ length: UPDATES }, (_, n) => assignAtRest(n, { on_existing: 'update' })),
    );
    const sum = (name: string) => answers.reduce((all, answer) => all + answer[name], 0);
    expect({ created: sum('created'), updated: sum('updated'), failed: sum('failed') }).toEqual({
      created: 500,
      updated: (UPDATES - 1) * 500,
      failed: 0,
    });
    const [row] = await gateway.database.query(
      unprepared<{ keys: number }>(
        `select min((select count(*) from jsonb_object_keys(metadata)))::int as keys
         from claim_assignment where gtin = any($1)`,
      ),
      [gtins],
    );
    expect(row?.keys).toBe(UPDATES);
    expect(await playHistories()).toBe(500);
    expect(await deadlocks()).toBe(before);
  });

  it('are stored as a whole or not at all with rollback', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => assignAtRest(n, { on_error: 'rollback' })),
    );
    expect(answers.map(({ created }) => created).toSorted((a, b) => b - a)).toEqual([
      500,
      ...Array(19).fill(0),
    ]);
  });

  it('go together with removals, single writes and requests that are sent again', async () => {
    const before = await deadlocks();
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        if (n % 4 === 0) await assignAtRest(n, { on_existing: 'update' });
        else if (n % 4 === 1) await remove(n);
        else if (n % 4 === 2) await assignAtGraphql(n, { onExisting: 'UPDATE', onError: 'ROLLBACK' });
        else await writeSingly(n);
      }),
    );
    expect(await playHistories()).toBe(await countStored());
    expect(await deadlocks()).toBe(before);
  });
});

/** Single writes to some of the pairs, each sent twice under one key. */
async function writeSingly(n: number): Promise<void> {
  const key = keys[n % 10]!;
  await Promise.all(
    shuffled(n)
      .slice(0, 40)
      .map(async ({ gtin, code }, i) => {
        const input = { gtin, claimCode: code };
        const [field, type] =
          i % 2 === 0
            ? ['assignClaim', 'AssignClaimInput']
            : ['removeClaimAssignment', 'RemoveClaimAssignmentInput'];
        const query = `mutation ($input: ${type}!) { ${field}(input: $input) { product { gtin } } }`;
        const idempotencyKey = randomUUID();
        const send = () =>
          untilTaken(() => gateway.graphql(query, { key, variables: { input }, idempotencyKey }));
        const first = await send();
        const again = await send();
        if (!first.body.errors) expect(again.text).toBe(first.text);
        else expect([404, 409]).toContain(first.body.errors[0].extensions.status);
      }),
  );
}
