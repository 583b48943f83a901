import { Database } from '../../src/database/database.js';
import { MemoryStore } from '../../src/quotas/memory-store.js';
import { RecentWrites } from '../../src/quotas/recent-writes.js';
import { eventually } from './eventually.js';
import { type Gateway, startGateway } from './gateway.js';
import { ReplicatedServers } from './replicated-servers.js';

/** A gateway in this process that reads from a replica. */
export class ReplicaGateway {
  readonly servers: ReplicatedServers;
  readonly gateway: Gateway;
  /** What was logged of the replica. */
  readonly log: readonly string[];

  private constructor(servers: ReplicatedServers, gateway: Gateway, log: readonly string[]) {
    this.servers = servers;
    this.gateway = gateway;
    this.log = log;
  }

  static async open(): Promise<ReplicaGateway> {
    const servers = await ReplicatedServers.create();
    const database = await Database.open({ url: servers.primaryUrl, poolSize: 10, warn: () => {} });
    const log: string[] = [];
    const write = (message: string) => log.push(message);
    await database.useReplicas([servers.replicaUrl], { info: write, warn: write });
    const gateway = await startGateway({
      testDatabase: { database, url: servers.primaryUrl, drop: () => database.close() },
      quotaStore: new MemoryStore(undefined, undefined, new RecentWrites()),
    });
    return new ReplicaGateway(servers, gateway, log);
  }

  get statistics() {
    const [replica] = this.gateway.database.statistics.replicas;
    if (!replica) throw new Error('there is no replica');
    return replica;
  }

  /** Waits until the replica has caught up and is read from. */
  async isUsed(): Promise<void> {
    await this.servers.caughtUp();
    await eventually(() => this.statistics.isUsed);
  }

  async isLeftOut(): Promise<void> {
    await eventually(() => !this.statistics.isUsed);
  }

  /** How many requests the replica is read from for meanwhile. */
  async requestsDuring(work: () => Promise<unknown>): Promise<number> {
    const before = this.statistics.requests;
    await work();
    return this.statistics.requests - before;
  }

  /** Repeats work until the replica is read from for it, which on a busy machine it may not be for a moment. */
  async onReplica<Result>(work: () => Promise<Result>): Promise<Result> {
    let result: { readonly value: Result } | undefined;
    await eventually(async () => {
      const requests = await this.requestsDuring(async () => {
        result = { value: await work() };
      });
      return requests > 0;
    });
    return (result as { readonly value: Result }).value;
  }

  /** The database of a request that reads from the replica. */
  replicaRequest(): Promise<Database> {
    return this.onReplica(async () => {
      const request = this.gateway.database.forRequest('key.1', () => false);
      request.preferReplica();
      return request;
    });
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await this.servers.remove();
  }
}
