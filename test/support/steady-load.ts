import type { Database } from '../../src/database/database.js';
import { assignClaim } from '../../src/services/assignments/assign-claim.js';
import { removeClaimAssignment } from '../../src/services/assignments/remove-claim-assignment.js';
import { updateClaimAssignment } from '../../src/services/assignments/update-claim-assignment.js';
import type { Principal } from '../../src/services/principal.js';
import { findProductWithLists } from '../../src/services/products/find-product-with-lists.js';

/** What a load works on: each client has a product of its own. */
export interface LoadValues {
  readonly principal: Principal;
  readonly products: readonly string[];
  readonly claims: readonly string[];
}

/** Which claims are read along with a product. */
const FIRST_CLAIMS = { claims: { size: 10, isBrief: false }, certifications: undefined };

/**
 * Clients that read a product, and assign, change and remove its claims, one after the other without a pause, by the
 * services' statements, which stay prepared on the connections of the pool.
 */
export class SteadyLoad {
  /** What statements failed with. */
  readonly failures: unknown[] = [];
  /** Writes that succeeded. Each made one entry of history. */
  writes = 0;
  /** Rounds in which each of the four statements of a client succeeded. */
  rounds = 0;
  slowestMs = 0;

  private isStopped = false;
  private readonly clients: readonly Promise<void>[];

  private readonly database: Database;
  private readonly values: LoadValues;

  constructor(database: Database, values: LoadValues) {
    this.database = database;
    this.values = values;
    this.clients = values.products.map((gtin) => this.run(gtin));
  }

  /** Waits until the statements in flight have ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.clients);
  }

  private async run(gtin: string): Promise<void> {
    const { database } = this;
    const { principal, claims } = this.values;
    for (let i = 0; !this.isStopped; i++) {
      const pair = { gtin, claimId: claims[i % claims.length] };
      const metadata = { round: String(i) };
      const change = { ...pair, evidenceNote: `${i}` };
      // A client whose assignment has failed has nothing to change or remove.
      if (!(await this.write(() => assignClaim(database, principal, { ...pair, metadata })))) continue;
      const reads = await this.measure(() => findProductWithLists(database, principal, gtin, FIRST_CLAIMS));
      const changes = await this.write(() => updateClaimAssignment(database, principal, change));
      const removes = await this.write(() => removeClaimAssignment(database, principal, pair));
      // What could not be removed is in the way of the next assignment of the claim.
      if (!removes) await this.write(() => removeClaimAssignment(database, principal, pair));
      if (reads && changes && removes) this.rounds += 1;
    }
  }

  private async write(statement: () => Promise<unknown>): Promise<boolean> {
    const isDone = await this.measure(statement);
    if (isDone) this.writes += 1;
    return isDone;
  }

  private async measure(statement: () => Promise<unknown>): Promise<boolean> {
    const start = performance.now();
    try {
      await statement();
      return true;
    } catch (error) {
      this.failures.push(error);
      return false;
    } finally {
      this.slowestMs = Math.max(this.slowestMs, performance.now() - start);
    }
  }
}
