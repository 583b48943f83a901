import { Agent } from 'node:http';
import { eventually } from '../support/eventually.js';
import { FaultScene } from '../support/fault-scene.js';
import { sendUntilClosed } from '../support/kept-connection.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { send, TWO_WORKERS } from '../support/workers.js';

const CLIENTS = 32;

describeWithRedis('SIGTERM to a server with two workers', () => {
  let redis: RedisServer;
  let scene: FaultScene;
  let gtin: string;

  beforeEach(async () => {
    redis = await startRedis();
    scene = await FaultScene.open({ REDIS_URL: redis.url, SHUTDOWN_GRACE: '1' }, TWO_WORKERS);
    gtin = await scene.fixtures.product(scene.organization);
  });
  afterEach(async () => {
    await scene.close();
    await redis.remove();
  });

  it('fails no request of clients that honour Connection: close', async () => {
    const agents = Array.from({ length: CLIENTS }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    let answers = 0;
    const count = () => {
      answers += 1;
    };
    const clients = agents.map((agent) => sendUntilClosed(scene, gtin, agent, count));
    await eventually(() => answers > 10 * CLIENTS);
    const ended = scene.served.stop('SIGTERM');
    for (const { statuses, failedOnKeptConnection } of await Promise.all(clients)) {
      expect(new Set(statuses)).toEqual(new Set([200]));
      expect(failedOnKeptConnection).toBe(false);
    }
    expect(await ended).toBe(0);
  });

  it('makes /readyz of both say so, while requests are still taken', async () => {
    const ready = async () => {
      const sent = Array.from({ length: CLIENTS }, () => send(`${scene.served.url}/readyz`));
      return new Set((await Promise.all(sent)).map(({ status }) => status));
    };
    expect(await ready()).toEqual(new Set([200]));
    const ended = scene.served.stop('SIGTERM');
    await eventually(async () => !(await ready()).has(200));
    expect((await scene.rest('GET', '/claims')).status).toBe(200);
    expect(await ended).toBe(0);
  });
});
