import { Agent } from 'node:http';
import { FaultScene } from '../support/fault-scene.js';
import { sendUntilClosed } from '../support/kept-connection.js';

let scene: FaultScene;
let gtin: string;

beforeEach(async () => {
  scene = await FaultScene.open({ SHUTDOWN_GRACE: '1' });
  gtin = await scene.fixtures.product(scene.organization);
});
afterEach(() => scene.close());

it('SIGTERM fails no request of clients that honour Connection: close', async () => {
  const agents = Array.from({ length: 32 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const clients = agents.map((agent) => sendUntilClosed(scene, gtin, agent));
  await Promise.all(Array.from({ length: 5 }, () => scene.rest('GET', '/claims')));
  const ended = scene.served.stop('SIGTERM');
  for (const { statuses, failedOnKeptConnection } of await Promise.all(clients)) {
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(failedOnKeptConnection).toBe(false);
  }
  expect(await ended).toBe(0);
});

it('SIGTERM under overload fails none either, also of those whose connections are not read for a while', async () => {
  const agents = Array.from({ length: 400 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  // Keys are looked up before requests count as in progress.
  await scene.rest('GET', '/claims');
  // So that more requests come than are answered, however fast the machine is.
  scene.line.freeze();
  const { promise: isOverloaded, resolve } = Promise.withResolvers<void>();
  let refused = 0;
  const count = (status: number) => {
    if (status === 503) refused += 1;
    if (refused === 100) resolve();
  };
  const clients = agents.map((agent) => sendUntilClosed(scene, gtin, agent, count));
  await isOverloaded;
  const ended = scene.served.stop('SIGTERM');
  scene.line.mend();
  const outcomes = await Promise.all(clients);
  expect(new Set(outcomes.flatMap(({ statuses }) => statuses))).toEqual(new Set([200, 503]));
  expect(outcomes.filter(({ failedOnKeptConnection }) => failedOnKeptConnection)).toEqual([]);
  expect(await ended).toBe(0);
});

it('/readyz says so at once, while requests are still taken', async () => {
  const ended = scene.served.stop('SIGTERM');
  let ready = await scene.request('/readyz');
  while (ready.status === 200) ready = await scene.request('/readyz');
  expect(ready).toMatchObject({ status: 503, body: { status: 'not ready', reason: 'draining' } });
  expect((await scene.rest('GET', '/claims')).status).toBe(200);
  expect(await ended).toBe(0);
});
