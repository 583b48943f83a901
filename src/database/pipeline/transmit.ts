import type { PoolClient } from 'pg';
import type { LostStatements } from './lost-statements.js';
import { type Arrival, type Call, type Failure, RoundTrip } from './pipelined-query.js';

/** Statements that are sent together, as one transaction. */
export interface Message {
  readonly calls: readonly Call[];
  /** How long PostgreSQL's answer is waited for, in milliseconds. */
  readonly withinMs: number;
  /** Whether rows that cannot be taken fail the whole, so that the connection can be ended. */
  readonly endsEarly?: boolean;
  /** Receives once how it went. */
  done(outcome: Arrival | Failure): void;
}

/** Sends statements on a connection that was taken from the pool. */
export type Transmit = (client: PoolClient, message: Message) => void;

/** Sends statements to PostgreSQL itself, whose connections keep settings and prepared statements. */
export function transmitDirectly(lost: LostStatements): Transmit {
  return (client, { calls, withinMs, endsEarly, done }) => {
    lost.watch(client, withinMs);
    const answered = (outcome: Arrival | Failure) => {
      lost.answered(client);
      done(outcome);
    };
    client.query(new RoundTrip(calls, answered, endsEarly));
  };
}
