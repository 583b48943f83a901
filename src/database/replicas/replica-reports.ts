import type { Replica } from './replica.js';

type Reported = Pick<Replica, 'name' | 'whyUnused'>;

/** Where it is reported which replicas are read from. */
export interface ReplicaLog {
  info(message: string): void;
  warn(message: string): void;
}

/** Shortest time between two reports of one replica, in milliseconds: the lag of one may go up and down. */
const INTERVAL_MS = 5_000;

interface Report {
  readonly reason: string | undefined;
  readonly at: number;
}

/** Logs when a replica is left out and when it is read from again. */
export class ReplicaReports {
  private readonly last = new Map<Reported, Report>();

  constructor(
    private readonly log: ReplicaLog,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Logs the state of all replicas. */
  reportAll(replicas: readonly Reported[]): void {
    for (const replica of replicas) this.report(replica, replica.whyUnused(this.now()));
  }

  /** Logs what has changed; what changes soon after a report, later, if it is still so. */
  reportChanges(replicas: readonly Reported[]): void {
    const now = this.now();
    for (const replica of replicas) {
      const last = this.last.get(replica);
      const reason = replica.whyUnused(now);
      if (last && (last.reason === reason || now - last.at < INTERVAL_MS)) continue;
      this.report(replica, reason);
    }
  }

  private report(replica: Reported, reason: string | undefined): void {
    const { name } = replica;
    if (reason === undefined) this.log.info(`queries are read from the replica ${name}`);
    else this.log.warn(`queries are not read from the replica ${name}, because it ${reason}`);
    this.last.set(replica, { reason, at: this.now() });
  }
}
