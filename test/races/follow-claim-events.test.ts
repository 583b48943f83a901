import pg from 'pg';
import { type Gateway } from '../support/gateway.js';
import { ImportFolder } from '../support/import-folder.js';
import { runJson } from '../support/import-run.js';
import { shareGateway } from '../support/shared-gateway.js';
import { apiOfRacer, type Pair, Racetrack } from './apis.js';

const WRITERS = 8;
const ROUNDS = 12;
const OPERATIONS = ['assign', 'update', 'remove', 'assign', 'update', 'update'] as const;

let gateway: Gateway;
let track: Racetrack;
let folder: ImportFolder;
let key: string;

beforeAll(async () => {
  gateway = await shareGateway();
  track = await Racetrack.open(gateway);
  key = await gateway.fixtures.key(track.organization, { role: 'readonly' });
  folder = await ImportFolder.create();
});
afterAll(async () => {
  await folder.remove();
  await gateway.close();
});

/** An event as readers of both APIs see it. */
interface Seen {
  readonly action: string;
  readonly gtin: string;
  readonly code: string;
  readonly actor: string;
  readonly changes: readonly { field: string; before: string | null; after: string | null }[];
}

/** A page of events and the cursor to go on from. */
type ReadPage = (after: string | undefined) => Promise<{ events: Seen[]; next: string | undefined }>;

function readByRest(limit: number, wait: number): ReadPage {
  return async (after) => {
    const query = `limit=${limit}&wait=${wait}${after === undefined ? '' : `&after=${after}`}`;
    const { status, body } = await gateway.rest('GET', `/claim-events?${query}`, { key });
    expect(status).toBe(200);
    const events = body.data.map(({ action, gtin, claim, actor, changes }: any) => {
      return { action, gtin, code: claim.code, actor, changes };
    });
    return { events, next: body.next };
  };
}

const readByGraphql: ReadPage = async (after) => {
  const { body } = await gateway.graphql(
    `query ($after: String) { claimEvents(first: 20, after: $after) {
      nodes { action product { gtin } claim { code } actor changes { field before after } } pageInfo { endCursor } } }`,
    { key, variables: { after } },
  );
  const { nodes, pageInfo } = body.data.claimEvents;
  const events = nodes.map(({ action, product, claim, actor, changes }: any) => ({
    action,
    gtin: product.gtin,
    code: claim.code,
    actor,
    changes: changes.map((change: any) => ({ ...change, field: change.field.toLowerCase() })),
  }));
  return { events, next: pageInfo.endCursor ?? after };
};

/** Follows the feed from cursor to cursor until `isEnded` says that nothing more is written, and the feed is at its end. */
async function follow(read: ReadPage, isEnded: () => boolean): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let next: string | undefined; ; ) {
    const ended = isEnded();
    const page = await read(next);
    seen.push(...page.events);
    next = page.next;
    if (ended && page.events.length === 0) return seen;
  }
}

/** Changes pairs, each writer through both APIs in turn. */
async function write(pairs: readonly Pair[]): Promise<void> {
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      for (let round = 0; round < ROUNDS; round++) {
        const n = writer + round;
        const operation = OPERATIONS[n % OPERATIONS.length] as (typeof OPERATIONS)[number];
        const pair = pairs[(writer * 5 + round * 3) % pairs.length] as Pair;
        const status = await track.run(operation, apiOfRacer(n), pair, { by: `${writer} ${round}` });
        expect([200, 404, 409]).toContain(status);
      }
    }),
  );
}

/** Writes every pair anew, again and again, while the writers write. */
async function importFiles(pairs: readonly { gtin: string; code: string }[], isEnded: () => boolean) {
  for (let n = 0; !isEnded(); n++) {
    const rows = pairs.map(({ gtin, code }) => `${gtin},${code},"{""by"":""import ${n}""}"`);
    const file = await folder.write('assignments.csv', ['gtin,claim_code,metadata', ...rows]);
    const { answer } = await runJson(
      gateway.databaseUrl,
      'import',
      'assignments',
      file,
      '--organization',
      track.organization,
    );
    expect(answer.error_count).toBe(0);
  }
}

/** An event of a product of its own whose transaction stays open until `commit` is called. */
async function writeSlowly(): Promise<{ commit(): Promise<void> }> {
  const { gtin } = await track.pair('SLOW');
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query(
    `insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor)
     select $1, c.id, 'ASSIGNED', $2::uuid, 'key.slow' from claim c where c.code = 'SLOW'`,
    [gtin, track.organization],
  );
  return {
    commit: async () => {
      await client.query('commit');
      await client.end();
    },
  };
}

/** What is wrong with the changes of one pair in the order of the feed: each has to begin where the one before it ended. */
function breaks(events: readonly Seen[]): string[] {
  const states = new Map<string, Map<string, string>>();
  return events.flatMap(({ action, gtin, code, changes }) => {
    const pair = `${gtin} ${code}`;
    const state = states.get(pair) ?? new Map<string, string>();
    states.set(pair, state);
    return changes.flatMap(({ field, before, after }) => {
      const found = state.get(field) ?? null;
      if (after === null) state.delete(field);
      else state.set(field, after);
      return found === before ? [] : [`${pair} ${action} ${field}: ${before} instead of ${found}`];
    });
  });
}

describe('readers of the change feed', () => {
  it('see every event once and in one order, while writers, imports and an open transaction write', async () => {
    const codes = ['FEED_1', 'FEED_2', 'FEED_3', 'FEED_4'];
    const pairs: (Pair & { code: string })[] = [];
    for (const code of codes) pairs.push({ ...(await track.pair(code)), code });
    const slow = await writeSlowly();
    let isWritten = false;
    let isCommitted = false;
    const readers = [readByRest(7, 0), readByRest(1000, 1), readByGraphql].map((read) =>
      follow(read, () => isCommitted),
    );
    const importing = importFiles(pairs, () => isWritten);
    await write(pairs);
    isWritten = true;
    await importing;
    // Nothing is shown as long as an event with an earlier position may appear.
    expect((await readByRest(1000, 0)(undefined)).events).toEqual([]);
    await slow.commit();
    isCommitted = true;
    const [first, ...others] = await Promise.all(readers);
    const stored = await gateway.fixtures.count('claim_assignment_event');
    expect(stored).toBeGreaterThan(50);
    expect(first).toHaveLength(stored);
    for (const other of others) expect(other).toEqual(first);
    expect(first?.filter(({ actor }) => actor === 'key.slow')).toHaveLength(1);
    expect(first?.filter(({ actor }) => actor === 'import').length).toBeGreaterThan(0);
    expect(breaks(first ?? [])).toEqual([]);
  });
});
