import pg from 'pg';
import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';
import { type Event, replay } from './apis.js';

const PRODUCTS = 25;
const CODES = ['RACE_A', 'RACE_B', 'OWN'] as const;
const PAIRS = PRODUCTS * CODES.length;
const BATCHES = 50;

let gateway: Gateway;
let organization: string;
let keys: string[];
let reader: string;
let gtins: string[];

beforeAll(async () => {
  gateway = await shareGateway();
  organization = await gateway.fixtures.organization();
  keys = await Promise.all(Array.from({ length: 10 }, () => gateway.fixtures.key(organization)));
  reader = await gateway.fixtures.key(organization, { role: 'readonly' });
  for (const code of CODES) {
    const owner = code === 'OWN' ? { organization_id: organization } : {};
    await gateway.fixtures.certification(code, owner);
  }
});
beforeEach(async () => {
  gtins = await Promise.all(Array.from({ length: PRODUCTS }, () => gateway.fixtures.product(organization)));
});
afterAll(() => gateway.close());

const keyOf = (n: number) => keys[n % keys.length] as string;

/** The same pairs in another order for each batch. */
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
    if ((answer.body?.errors?.[0].extensions.status ?? answer.status) !== 503) return answer;
  }
}

interface Counts {
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
}

/** The n-th batch over all pairs: those of even numbers through the REST API, the others through the GraphQL API. */
async function assign(n: number, isUpsert: boolean, isAllOrNone = false): Promise<Counts> {
  if (n % 2 === 0) {
    const assignments = shuffled(n).map(({ gtin, code }) => ({
      gtin,
      certification_code: code,
      scope: `By ${n}`,
    }));
    const policies = {
      on_existing: isUpsert ? 'update' : 'conflict',
      on_error: isAllOrNone ? 'rollback' : 'continue',
    };
    const sent = { key: keyOf(n), body: { ...policies, assignments } };
    const { status, body } = await untilTaken(() =>
      gateway.rest('POST', '/certification-assignments/batch', sent),
    );
    expect(status).toBe(200);
    return body;
  }
  const assignments = shuffled(n).map(({ gtin, code }) => ({
    gtin,
    certificationCode: code,
    scope: `By ${n}`,
  }));
  const policies = {
    onExisting: isUpsert ? 'UPDATE' : 'CONFLICT',
    onError: isAllOrNone ? 'ROLLBACK' : 'CONTINUE',
  };
  const query = `mutation ($input: AssignCertificationsInput!) {
    assignCertifications(input: $input) { created updated failed } }`;
  const sent = { key: keyOf(n), variables: { input: { ...policies, assignments } } };
  const { body } = await untilTaken(() => gateway.graphql(query, sent));
  expect(body.errors).toBeUndefined();
  return body.data.assignCertifications;
}

const mutations = [
  ['assignCertification', 'AssignCertificationInput'],
  ['updateCertificationAssignment', 'UpdateCertificationAssignmentInput'],
  ['removeCertificationAssignment', 'RemoveCertificationAssignmentInput'],
] as const;

/** Single writes to some of the pairs. */
async function writeSingly(n: number): Promise<void> {
  await Promise.all(
    shuffled(n)
      .slice(0, 15)
      .map(async ({ gtin, code }, i) => {
        const [field, type] = mutations[i % 3] as (typeof mutations)[number];
        const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
        const scope = i % 3 === 2 ? {} : { scope: `By ${n} alone` };
        const input = { gtin, certificationCode: code, ...scope };
        const { body } = await untilTaken(() =>
          gateway.graphql(query, { key: keyOf(n), variables: { input } }),
        );
        if (body.errors) expect([404, 409]).toContain(body.errors[0].extensions.status);
      }),
  );
}

/** Deadlocks that PostgreSQL has ended. */
async function deadlocks(): Promise<number> {
  const [row] = await gateway.database.query(
    unprepared<{ n: string }>(
      'select deadlocks as n from pg_stat_database, pg_stat_clear_snapshot() where datname = current_database()',
    ),
  );
  return Number(row?.n);
}

type PairEvent = Event & { readonly pair: string };

/** The events of the products in the order of their history. */
const history = () =>
  gateway.database.query(
    unprepared<PairEvent>(
      `select e.gtin || ' ' || c.code as pair, action, changes from certification_assignment_event e
       join certification c on c.id = e.certification_id where gtin = any($1) order by at, e.id`,
    ),
    [gtins],
  );

/** What is stored of each pair: its scope. */
async function stored(): Promise<Record<string, string>> {
  const rows = await gateway.database.query(
    unprepared<{ pair: string; scope: string }>(
      `select a.gtin || ' ' || c.code as pair, a.scope from certification_assignment a
       join certification c on c.id = a.certification_id where gtin = any($1)`,
    ),
    [gtins],
  );
  return Object.fromEntries(rows.map(({ pair, scope }) => [pair, scope]));
}

/** Plays the events of each pair from their beginning; gives the scopes at the end. */
function played(events: readonly PairEvent[]): Record<string, string> {
  const pairs = [...Map.groupBy(events, ({ pair }) => pair)];
  const ends = pairs.map(([pair, of]) => [pair, replay(of)?.scope] as const);
  return Object.fromEntries(ends.filter(([, scope]) => scope !== undefined)) as Record<string, string>;
}

/** Follows the feed from cursor to cursor until nothing more is written, and the feed is at its end. */
async function follow(limit: number, wait: number, isEnded: () => boolean): Promise<PairEvent[]> {
  const seen: PairEvent[] = [];
  for (let next: string | undefined; ; ) {
    const ended = isEnded();
    const query = `limit=${limit}&wait=${ended ? 0 : wait}${next === undefined ? '' : `&after=${next}`}`;
    const { status, body } = await untilTaken(() =>
      gateway.rest('GET', `/certification-events?${query}`, { key: reader }),
    );
    expect(status).toBe(200);
    const events: PairEvent[] = body.data.map(({ action, gtin, certification, changes }: any) => ({
      action,
      pair: `${gtin} ${certification.code}`,
      changes,
    }));
    seen.push(...events);
    next = body.next;
    if (ended && events.length === 0) return seen;
  }
}

/** An event of a product of its own whose transaction stays open until `commit` is called. */
async function writeSlowly(): Promise<{ commit(): Promise<void> }> {
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(
    `insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor)
     select $1, c.id, 'ASSIGNED', $2::uuid, 'key.slow' from certification c where c.code = 'RACE_A'`,
    [await gateway.fixtures.product(organization), organization],
  );
  return {
    commit: async () => {
      await client.query('commit');
      await client.end();
    },
  };
}

describe(`${BATCHES} concurrent batches of the same ${PAIRS} products and certifications`, () => {
  const all = (start: (n: number) => Promise<Counts>, count = BATCHES) =>
    Promise.all(Array.from({ length: count }, (_, n) => start(n)));
  const sum = (answers: readonly Counts[], name: keyof Counts) =>
    answers.reduce((total, answer) => total + answer[name], 0);

  it('create each pair once', async () => {
    const before = await deadlocks();
    const answers = await all((n) => assign(n, false));
    expect(sum(answers, 'created')).toBe(PAIRS);
    expect(sum(answers, 'failed')).toBe((BATCHES - 1) * PAIRS);
    expect(await history()).toHaveLength(PAIRS);
    expect(played(await history())).toEqual(await stored());
    expect(await deadlocks()).toBe(before);
  });

  it('are stored as a whole or not at all with rollback', async () => {
    const answers = await all((n) => assign(n, false, true), 10);
    expect(answers.map(({ created }) => created).toSorted((a, b) => b - a)).toEqual([
      PAIRS,
      ...Array(9).fill(0),
    ]);
  });

  it('go together with single writes, and readers of the feed see each event once and in one order', async () => {
    const before = await deadlocks();
    const slow = await writeSlowly();
    let isWritten = false;
    const readers = [follow(1_000, 1, () => isWritten), follow(37, 1, () => isWritten)];
    await Promise.all(
      Array.from({ length: BATCHES }, async (_, n) => {
        if (n % 3 === 2) await writeSingly(n);
        else await assign(n, true, n % 5 === 0);
        // Some are written behind it: nothing is shown until it ends.
        if (n === 10) await slow.commit();
      }),
    );
    isWritten = true;
    const [first, second] = (await Promise.all(readers)) as [PairEvent[], PairEvent[]];
    expect(second).toEqual(first);
    const ours = first.filter(({ pair }) => gtins.includes(pair.slice(0, 14)));
    expect(ours).toHaveLength((await history()).length);
    expect(first.some(({ pair }) => !gtins.includes(pair.slice(0, 14)))).toBe(true);
    expect(played(ours)).toEqual(await stored());
    expect(played(await history())).toEqual(await stored());
    expect(await deadlocks()).toBe(before);
  });
});
