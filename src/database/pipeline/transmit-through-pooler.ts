import type { Connection, PoolClient } from 'pg';
import { POOLED_TRANSACTION_SETTINGS } from '../pooler.js';
import { BEGIN } from '../session-settings.js';
import { unprepared } from '../statement.js';
import { LOST_MESSAGE, type LostStatements } from './lost-statements.js';
import { type BoundStatement, type Outcome, PipelinedQuery } from './pipelined-query.js';
import type { Transmit } from './transmit.js';

/**
 * Sends statements through a pooler in transaction mode. It may use another connection to PostgreSQL for every
 * transaction, so that nothing may be kept on one: statements have no names, and each transaction begins with its own
 * settings, in the same message.
 *
 * @param connectWithinMs how long the pooler may take to find a connection to PostgreSQL.
 */
export function transmitThroughPooler(lost: LostStatements, connectWithinMs: number): Transmit {
  return (client, { statements, withinMs, endsEarly, done }) => {
    let isConnected = false;
    lost.watch(client, connectWithinMs);
    const connected = () => {
      isConnected = true;
      lost.watch(client, withinMs);
    };
    const answered = (outcome: Outcome) => {
      endTransaction(client, outcome, (ended) => {
        lost.answered(client);
        done(isConnected ? ended : withoutConnection(ended));
      });
    };
    client.query(new PooledTransaction(statements, connected, answered, endsEarly));
  };
}

/** In the words of the driver's pool, which `statementFailure` knows. */
const NO_CONNECTION = 'timeout exceeded when trying to connect: the pooler has no connection to PostgreSQL';

const HEAD: readonly BoundStatement[] = [BEGIN, ...POOLED_TRANSACTION_SETTINGS].map((text) => ({
  statement: unprepared(text),
  values: [],
}));
const COMMIT: BoundStatement = { statement: unprepared('commit'), values: [] };

/** Statements in a transaction of their own, which sets what they rely on. */
class PooledTransaction extends PipelinedQuery {
  /**
   * @param connected is called when the pooler has found a connection.
   * @param answered is called once with the outcome. The transaction may still be open.
   */
  constructor(
    statements: readonly BoundStatement[],
    private readonly connected: () => void,
    answered: (outcome: Outcome) => void,
    endsEarly?: boolean,
  ) {
    super([...HEAD, ...statements], (outcome) => answered(withoutHead(outcome)), endsEarly);
  }

  override handleCommandComplete(): void {
    if (this.succeeded === 0) this.connected();
    super.handleCommandComplete();
  }

  protected override nameOf(): string {
    return '';
  }

  protected override sendStatement(connection: Connection, bound: BoundStatement): void {
    super.sendStatement(connection, bound);
    // PostgreSQL answers the first statement before the others, which shows that there is a connection.
    if (bound === HEAD[0]) connection.flush();
  }

  protected override finish(connection: Connection): void {
    super.sendStatement(connection, COMMIT);
    super.finish(connection);
  }
}

function withoutHead(outcome: Outcome): Outcome {
  if ('error' in outcome) return { ...outcome, succeeded: outcome.succeeded - HEAD.length };
  return { results: outcome.results.slice(HEAD.length) };
}

/** Marks an error as a pooler that did not respond in time. */
function withoutConnection(outcome: Outcome): Outcome {
  if (!('error' in outcome) || outcome.error.message !== LOST_MESSAGE) return outcome;
  return { ...outcome, error: new Error(NO_CONNECTION, { cause: outcome.error }) };
}

/** Rolls back a transaction that has failed or was not read to its end, and then passes the outcome on. */
function endTransaction(client: PoolClient, outcome: Outcome, ended: (outcome: Outcome) => void): void {
  const isOpen = !('error' in outcome) || outcome.isRolledBack;
  if (!isOpen || client.getTransactionStatus() === 'I') {
    ended(outcome);
    return;
  }
  client.query('rollback', (error: Error | null) => {
    if (!error) ended(outcome);
    else if ('error' in outcome) ended({ ...outcome, isRolledBack: false });
    else ended({ error, succeeded: 0, isRolledBack: false });
  });
}
