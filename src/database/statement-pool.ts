import type { Pool } from 'pg';
import { admissionLimits, readAdmissionLimits } from './admission-limits.js';
import { accessThrough, type DatabaseAccess } from './database-access.js';
import type { PoolStatistics } from './database-statistics.js';
import { type DatabaseSettings, LOCK_TIMEOUT_MS } from './orm.js';
import { MAX_WRITES_PER_BATCH, Pipeline } from './pipeline/pipeline.js';
import { StatementAdmission } from './statement-admission.js';
import { TakenConnections } from './taken-connections.js';

/** The part of the pool on which writes may wait for locks of other transactions. */
const SHARE_FOR_LOCKS = 0.3;

/** Writes that may wait for a lock of another transaction. */
const WRITES_WAITING_FOR_LOCKS = 1_000;

/** The connections to one server, and what decides when and how statements are sent on them. */
export class StatementPool {
  readonly access: DatabaseAccess;
  readonly taken: TakenConnections;
  readonly pipeline: Pipeline;
  readonly admission: StatementAdmission;
  /** Of reads that are batched. A request sends its writes one after the other. */
  readonly readAdmission: StatementAdmission;

  /** @param answerWithinMs how long the result of a statement is waited for, in milliseconds; by default as `accessThrough`. */
  constructor(
    readonly pool: Pool,
    private readonly settings: Pick<DatabaseSettings, 'poolSize' | 'pooler' | 'warn'>,
    answerWithinMs?: number,
  ) {
    const { poolSize } = settings;
    this.taken = new TakenConnections(pool);
    this.access = accessThrough(pool, settings, answerWithinMs);
    this.pipeline = new Pipeline(this.access, {
      maxWaiting: Math.max(1, Math.floor(poolSize * SHARE_FOR_LOCKS)),
      maxQueued: WRITES_WAITING_FOR_LOCKS,
      maxWaitMs: LOCK_TIMEOUT_MS,
      maxTogether: MAX_WRITES_PER_BATCH,
    });
    this.admission = new StatementAdmission(admissionLimits(poolSize));
    this.readAdmission = new StatementAdmission(readAdmissionLimits(poolSize));
  }

  /** Put together only when it is asked for. */
  get statistics(): PoolStatistics {
    const { pool, settings, pipeline, admission, readAdmission } = this;
    return {
      connections: {
        size: settings.poolSize,
        inUse: pool.totalCount - pool.idleCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      },
      batches: pipeline.batchSizes,
      queued: { alone: admission.queued, reads: readAdmission.queued },
    };
  }

  /** Waits for running statements and ends the pool. A connection that is lost is not waited for. */
  async close(end: () => Promise<void> = () => this.pool.end()): Promise<void> {
    this.access.lost.close();
    this.access.refused.close();
    await this.taken.waitFor(end());
  }
}
