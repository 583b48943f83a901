import { Agent, request } from 'node:http';
import { Database } from '../../../src/database/database.js';
import { assignClaim } from '../../../src/services/assignments/assign-claim.js';
import { eventually } from '../../support/eventually.js';
import { type GatewayOptions, startGateway } from '../../support/gateway.js';
import { writer } from '../../support/history.js';
import { itOnWholeTables } from '../../support/whole-tables.js';
import { REST_BASE } from '../scene.js';
import { type FeedScene, setFeed } from './feed.js';

/** What a client that waits has got. */
interface Waiting {
  readonly answer: Promise<{ status: number; body: any }>;
  /** Closes the connection. */
  leave(): void;
}

let scene: FeedScene;
let agent: Agent;

beforeEach(() => {
  agent = new Agent({ keepAlive: false });
});
afterEach(() => {
  agent.destroy();
});

/** Sets the scene on a gateway with these limits, for one test. */
async function withLimits(
  limits: NonNullable<GatewayOptions['limits']>,
  test: () => Promise<void>,
): Promise<void> {
  scene = await setFeed(() => startGateway({ limits }));
  try {
    await test();
  } finally {
    agent.destroy();
    await scene.gateway.close();
  }
}

/** A request that waits, on a connection of its own. */
function wait(after: string, seconds = 30, key = scene.key): Waiting {
  const sent = request(`${scene.gateway.url}${REST_BASE}/claim-events?wait=${seconds}&after=${after}`, {
    agent,
    headers: { 'x-api-key': key },
  });
  const answer = new Promise<{ status: number; body: any }>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode as number, body: JSON.parse(text) }));
    });
    sent.end();
  });
  // A client that leaves waits for no answer.
  answer.catch(() => {});
  return { answer, leave: () => sent.destroy() };
}

/** The value of the gauge of requests that wait. */
async function waiting(): Promise<number> {
  const { text } = await scene.gateway.request('/metrics');
  return Number(/^claims_waiting_requests (\d+)$/m.exec(text)?.[1]);
}

/** The cursor behind all events. */
const end = async (): Promise<string> => (await scene.feed('?limit=1000')).body.next;

describe('GET /claim-events?wait', () => {
  beforeAll(async () => {
    scene = await setFeed(() => startGateway());
  });
  afterEach(() => {
    scene.gateway.database.observer = undefined;
  });
  afterAll(() => scene.gateway.close());

  it('answers at once what there is, and an empty page after the time', async () => {
    const after = await end();
    await scene.assignNew();
    const { body } = await wait(after, 30).answer;
    expect(body.data).toHaveLength(1);
    expect(await wait(body.next, 1).answer).toEqual({ status: 200, body: { data: [], next: body.next } });
  });

  it('ends with an event of this process, of another one, and of a transaction that commits late', async () => {
    const other = await Database.open({ url: scene.gateway.databaseUrl, poolSize: 2, warn: () => {} });
    try {
      const inOtherProcess = async () => {
        const gtin = await scene.freshProduct();
        await assignClaim(other, writer(scene.organization), { gtin, claimId: scene.claim });
      };
      for (const assign of [() => scene.assignNew(), inOtherProcess, inOtherProcess]) {
        const { answer } = wait(await end());
        await eventually(async () => (await waiting()) === 1);
        await assign();
        const { body } = await answer;
        expect(body.data).toMatchObject([{ action: 'ASSIGNED' }]);
      }
      const { answer } = wait(await end());
      await eventually(async () => (await waiting()) === 1);
      await other.transaction(async (client) => {
        await client.query(
          `insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor)
           values ($1, $2, 'ASSIGNED', $3, 'key.late')`,
          [scene.gtin, scene.claimUuid, scene.organization],
        );
        await scene.assignNew();
        expect((await scene.feed(`?after=${await end()}`)).body.data).toEqual([]);
      });
      const { body } = await answer;
      expect(body.data).toMatchObject([{ actor: 'key.late' }, { action: 'ASSIGNED' }]);
    } finally {
      await other.close();
    }
  });

  itOnWholeTables('costs 200 clients no statement of their own and no connection of the pool', async () => {
    const after = await end();
    const statements: string[] = [];
    scene.gateway.database.observer = ({ name = '' }) => statements.push(name);
    const pages = () => statements.filter((name) => name.startsWith('list_claim_events'));
    const clients: Waiting[] = [];
    // Few at once: one account may not have many statements that wait.
    while (clients.length < 200) {
      clients.push(...Array.from({ length: 20 }, () => wait(after)));
      await eventually(() => pages().length === clients.length);
    }
    await eventually(async () => (await waiting()) === clients.length);
    statements.length = 0;
    // Another organization's changes, which none of them waits for.
    const { fixtures, rest } = scene.gateway;
    const other = await fixtures.organization('Another');
    const gtin = await fixtures.product(other);
    const assigned = await rest('POST', `/products/${gtin}/claims`, {
      key: await fixtures.key(other),
      body: { claim_id: scene.claim },
    });
    expect(assigned.status).toBe(201);
    await eventually(() => statements.includes('claim_assignment_event_last'));
    // One pair for all of them, and perhaps one that was sent for the last of them.
    const ofWaits = statements.filter((name) => name.startsWith('claim_assignment_event'));
    expect(ofWaits.length).toBeLessThanOrEqual(4);
    expect(pages()).toEqual([]);
    // A notification to other processes may still be under way.
    await eventually(() => scene.gateway.database.statistics.primary.connections.inUse === 0);
    await scene.assignNew();
    const answers = await Promise.all(clients.map(({ answer }) => answer));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.data.length}`))).toEqual(
      new Set(['200 1']),
    );
    expect(await waiting()).toBe(0);
  });
});

describe('GET /claim-events?wait with other limits', () => {
  it('takes no place among the requests in progress', () =>
    withLimits({ concurrency: { max: 4, min: 4, waitMs: 100 } }, async () => {
      const after = await end();
      const clients: Waiting[] = [];
      for (let n = 1; n <= 8; n++) {
        clients.push(wait(after));
        await eventually(async () => (await waiting()) === n);
      }
      expect((await scene.feed()).status).toBe(200);
      await scene.assignNew();
      // Together they are more than may be in progress, but each was let in before.
      for (const { answer } of clients) expect((await answer).status).toBe(200);
      expect((await scene.feed()).status).toBe(200);
    }));

  it('is not ended by the time limit of responses', () =>
    withLimits({ answerTimeoutMs: 1_000, checkIntervalMs: 50 }, async () => {
      const after = await end();
      expect(await wait(after, 2).answer).toEqual({ status: 200, body: { data: [], next: after } });
    }));

  it('is a 503 beyond the limits of an account and of all, until a client has left', () =>
    withLimits({ waits: { max: 3, maxPerAccount: 2 } }, async () => {
      const after = await end();
      const [first] = [wait(after), wait(after)];
      await eventually(async () => (await waiting()) === 2);
      const detail = (whose: string) =>
        `Too many requests ${whose} are in flight. Please try again in a second.`;
      expect(await wait(after).answer).toMatchObject({
        status: 503,
        body: { error_code: 'service_unavailable', detail: detail('of this account that wait') },
      });
      const [second, third] = await Promise.all(
        [1, 2].map(() => scene.gateway.fixtures.key(scene.organization)),
      );
      wait(after, 30, second);
      await eventually(async () => (await waiting()) === 3);
      expect((await wait(after, 30, third).answer).body.detail).toBe(detail('that wait'));
      first?.leave();
      await eventually(async () => (await waiting()) === 2);
      const { answer } = wait(after, 30, third);
      await eventually(async () => (await waiting()) === 3);
      await scene.assignNew();
      expect((await answer).body.data).toHaveLength(1);
    }));
});

it('GET /claim-events?wait ends with an empty page when the server stops', async () => {
  scene = await setFeed(() => startGateway());
  const after = await end();
  const { answer } = wait(after);
  await eventually(async () => (await waiting()) === 1);
  const [ended] = await Promise.all([answer, scene.gateway.close()]);
  expect(ended).toEqual({ status: 200, body: { data: [], next: after } });
});
