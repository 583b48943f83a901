import { Agent } from 'node:http';
import { unprepared } from '../../src/database/statement.js';
import { eventually } from '../support/eventually.js';
import { FaultScene } from '../support/fault-scene.js';
import { Scrape } from '../support/metrics.js';
import { describeWithRedis, type RedisServer, startRedis } from '../support/redis.js';
import { hasSpareWorker, send, TWO_WORKERS, workerPids, workersOfRequests } from '../support/workers.js';

const CLIENTS = 32;
/** Loading all modules takes seconds of processor time. */
const PREPARED_WITHIN_MS = 40_000;

const CLAIMS_OF_A_PRODUCT = 400;

describeWithRedis('one of two workers that is killed under load', () => {
  let redis: RedisServer;
  let scene: FaultScene;
  let claimIds: string[];

  beforeEach(async () => {
    redis = await startRedis();
    scene = await FaultScene.open({ REDIS_URL: redis.url }, TWO_WORKERS);
    claimIds = await Promise.all(
      Array.from({ length: CLAIMS_OF_A_PRODUCT }, (_, i) => scene.fixtures.claim(`CLAIM_${i}`)),
    );
  });
  afterEach(async () => {
    await scene.close();
    await redis.remove();
  });

  /** Assigns claims to a product of its own, one after the other, on one connection as long as that lasts. */
  class Client {
    readonly acknowledged: string[] = [];
    readonly statuses = new Set<number>();
    /** Ids of the requests of each of its connections. */
    readonly connections: string[][] = [[]];
    readonly gtin: string;
    private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

    constructor(gtin: string) {
      this.gtin = gtin;
    }

    async run(isOver: () => boolean): Promise<void> {
      const url = `${scene.served.url}/certifications/api/v1/products/${this.gtin}/claims`;
      for (const claimId of claimIds) {
        if (isOver()) break;
        const request = { method: 'POST', headers: { 'x-api-key': scene.key }, body: { claim_id: claimId } };
        try {
          const { status, requestId } = await send(url, request, this.agent);
          this.statuses.add(status);
          this.connections.at(-1)?.push(requestId);
          if (status === 201) this.acknowledged.push(claimId);
        } catch {
          this.connections.push([]);
        }
      }
      this.agent.destroy();
    }

    get hasLostItsConnection(): boolean {
      return this.connections.length > 1;
    }
  }

  it('loses no acknowledged write and no request of the other, and is replaced', async () => {
    const clients = await Promise.all(
      Array.from(
        { length: CLIENTS },
        async () => new Client(await scene.fixtures.product(scene.organization)),
      ),
    );
    // A connection that the killed worker would have accepted is reset.
    const metric = async (name: string) => {
      const text = await send(`${scene.served.url}/metrics`).then(
        (answer) => answer.text,
        () => '',
      );
      return new Scrape(text).value(name);
    };
    await eventually(() => hasSpareWorker(scene.served), PREPARED_WITHIN_MS);
    let isOver = false;
    const running = clients.map((client) => client.run(() => isOver));
    // The log has lines of requests some time later, and those of a worker's last moment never.
    const workerOf = (client: Client) =>
      workersOfRequests(scene.served).get(client.connections[0]?.[0] as string);
    await eventually(() => clients.every((client) => workerOf(client) !== undefined));
    const clientsOf = Map.groupBy(clients, workerOf);
    process.kill(workerPids(scene.served).get(1) as number, 'SIGKILL');
    await eventually(async () => (await metric('claims_worker_restarts_total')) === 1);
    await eventually(async () => (await metric('claims_workers')) === 2);
    isOver = true;
    await Promise.all(running);

    expect(new Set(clients.flatMap(({ statuses }) => [...statuses]))).toEqual(new Set([201]));
    expect(clientsOf.get(1)?.length).toBeGreaterThan(0);
    expect(clientsOf.get(2)?.filter(({ hasLostItsConnection }) => hasLostItsConnection)).toEqual([]);

    const stored = await scene.test.database.query(
      unprepared<{ pair: string }>(`select gtin || ' ' || claim_id as pair from claim_assignment`),
    );
    const events = await scene.test.database.query(
      unprepared<{ pair: string }>(`select gtin || ' ' || claim_id as pair from claim_assignment_event`),
    );
    const pairs = new Set(stored.map(({ pair }) => pair));
    const acknowledged = clients.flatMap(({ gtin, acknowledged: ids }) => ids.map((id) => `${gtin} ${id}`));
    expect(acknowledged.filter((pair) => !pairs.has(pair))).toEqual([]);
    expect(events.map(({ pair }) => pair).sort()).toEqual([...pairs].sort());
  });
});
