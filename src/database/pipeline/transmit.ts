import type { PoolClient } from 'pg';
import type { LostStatements } from './lost-statements.js';
import { type BoundStatement, type Outcome, PipelinedQuery } from './pipelined-query.js';

/** Statements that are sent together, as one transaction. */
export interface Message {
  readonly statements: readonly BoundStatement[];
  /** How long PostgreSQL's answer is waited for, in milliseconds. */
  readonly withinMs: number;
  /** Whether rows that cannot be taken fail the whole, so that the connection can be ended. */
  readonly endsEarly?: boolean;
  /** Called once with the outcome. */
  done(outcome: Outcome): void;
}

/** Sends statements on a connection that was taken from the pool. */
export type Transmit = (client: PoolClient, message: Message) => void;

/** Sends statements to PostgreSQL itself, whose connections keep settings and prepared statements. */
export function transmitDirectly(lost: LostStatements): Transmit {
  return (client, { statements, withinMs, endsEarly, done }) => {
    lost.watch(client, withinMs);
    const answered = (outcome: Outcome) => {
      lost.answered(client);
      done(outcome);
    };
    client.query(new PipelinedQuery(statements, answered, endsEarly));
  };
}
