import { Agent, request } from 'node:http';
import { FaultScene } from '../support/fault-scene.js';

let scene: FaultScene;

beforeEach(async () => {
  scene = await FaultScene.open();
  for (let i = 0; i < 100; i++) {
    await scene.fixtures.product(scene.organization);
  }
});
afterEach(() => scene.close());

const PAGE = `{ products(first: 100) { nodes { id gtin name brand createdAt claims(first: 25) { nodes { id } } } } }`;

/** One request on a connection of its own. */
function send(agent: Agent, key: string): Promise<{ status: number; retryAfter: string | undefined }> {
  const body = JSON.stringify({ query: PAGE });
  return new Promise((resolve, reject) => {
    const sent = request(`${scene.served.url}/graphql`, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json', 'x-api-key': key, 'content-length': body.length },
    });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ status: response.statusCode as number, retryAfter: response.headers['retry-after'] }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

it('more than can be answered soon is a 503 that says when to come back, while the rest is served', async () => {
  const keys = await Promise.all(Array.from({ length: 4 }, () => scene.fixtures.key(scene.organization)));
  const agent = new Agent({ maxSockets: 700 });
  // Keys are looked up before requests count as in progress.
  await Promise.all(keys.map((key) => send(agent, key)));
  // So that requests come faster than they are answered, however fast the machine is.
  scene.line.freeze();
  const all = Array.from({ length: 700 }, (_, i) => send(agent, keys[i % keys.length] as string));
  const health = await fetch(`${scene.served.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
  expect(health.status).toBe(200);
  await Promise.any(all.map(async (answer) => expect((await answer).status).toBe(503)));
  scene.line.mend();
  const answers = await Promise.all(all);
  agent.destroy();
  const counts = Map.groupBy(answers, ({ status, retryAfter }) => `${status} ${retryAfter}`);
  expect([...counts.keys()].sort()).toEqual(['200 undefined', '503 1']);
  expect(counts.get('200 undefined')?.length).toBeGreaterThanOrEqual(128);
  expect((await scene.graphql(PAGE)).status).toBe(200);
});

it('one account leaves places to others, eight at least', async () => {
  const greedy = await scene.fixtures.key(scene.organization);
  const agent = new Agent({ maxSockets: 1_000 });
  const all = Array.from({ length: 400 }, () => send(agent, greedy));
  const others = await Promise.all(Array.from({ length: 8 }, () => send(agent, scene.key)));
  await Promise.all(all);
  expect(others.map(({ status }) => status)).toEqual(Array(8).fill(200));
  agent.destroy();
});
