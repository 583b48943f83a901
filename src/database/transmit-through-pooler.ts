import type { Connection, PoolClient } from 'pg';
import { LOST_MESSAGE, type LostStatements } from './lost-statements.js';
import { POOLED_TRANSACTION_SETTINGS } from './pooler.js';
import { type Arrival, type Call, type Failure, RoundTrip } from './round-trip.js';
import { BEGIN } from './session-settings.js';
import { unprepared } from './statement.js';
import type { Transmit } from './transmit.js';

/**
 * Sends statements through a pooler in transaction mode. It may use another connection to PostgreSQL for every
 * transaction, so that nothing may be kept on one: statements have no names, and each transaction begins with its own
 * settings, in the same message.
 *
 * @param connectWithinMs how long the pooler may take to find a connection to PostgreSQL.
 */
export function transmitThroughPooler(lost: LostStatements, connectWithinMs: number): Transmit {
  return (client, { calls, withinMs, endsEarly, done }) => {
    let isConnected = false;
    lost.watch(client, connectWithinMs);
    const connected = () => {
      isConnected = true;
      lost.watch(client, withinMs);
    };
    const answered = (outcome: Arrival | Failure) => {
      endTransaction(client, outcome, (ended) => {
        lost.answered(client);
        done(isConnected ? ended : withoutConnection(ended));
      });
    };
    client.query(new PooledTransaction(calls, connected, answered, endsEarly));
  };
}

/** In the words of the driver's pool, which `statementFailure` knows. */
const NO_CONNECTION = 'timeout exceeded when trying to connect: the pooler has no connection to PostgreSQL';

const HEAD: readonly Call[] = [BEGIN, ...POOLED_TRANSACTION_SETTINGS].map((text) => ({
  statement: unprepared(text),
  values: [],
}));
const COMMIT: Call = { statement: unprepared('commit'), values: [] };

/** A round trip in a transaction of its own, which sets what the statements rely on. */
class PooledTransaction extends RoundTrip {
  /**
   * @param connected hears that the pooler has found a connection.
   * @param answered hears once how it went. The transaction may still be open.
   */
  constructor(
    calls: readonly Call[],
    private readonly connected: () => void,
    answered: (outcome: Arrival | Failure) => void,
    endsEarly?: boolean,
  ) {
    super([...HEAD, ...calls], (outcome) => answered(withoutHead(outcome)), endsEarly);
  }

  override handleCommandComplete(): void {
    if (this.succeeded === 0) this.connected();
    super.handleCommandComplete();
  }

  protected override nameOf(): string {
    return '';
  }

  protected override sendCall(connection: Connection, call: Call): void {
    super.sendCall(connection, call);
    // PostgreSQL answers the first statement before the others, which shows that there is a connection.
    if (call === HEAD[0]) connection.flush();
  }

  protected override finish(connection: Connection): void {
    super.sendCall(connection, COMMIT);
    super.finish(connection);
  }
}

function withoutHead(outcome: Arrival | Failure): Arrival | Failure {
  if ('error' in outcome) return { ...outcome, succeeded: outcome.succeeded - HEAD.length };
  return { answers: outcome.answers.slice(HEAD.length) };
}

/** Says that it was the pooler that did not answer in time. */
function withoutConnection(outcome: Arrival | Failure): Arrival | Failure {
  if (!('error' in outcome) || outcome.error.message !== LOST_MESSAGE) return outcome;
  return { ...outcome, error: new Error(NO_CONNECTION, { cause: outcome.error }) };
}

/** Rolls back a transaction that has failed or was not read to its end, and says then how it went. */
function endTransaction(
  client: PoolClient,
  outcome: Arrival | Failure,
  ended: (outcome: Arrival | Failure) => void,
): void {
  const isOpen = !('error' in outcome) || outcome.isUndone;
  if (!isOpen || client.getTransactionStatus() === 'I') {
    ended(outcome);
    return;
  }
  client.query('rollback', (error: Error | null) => {
    if (!error) ended(outcome);
    else if ('error' in outcome) ended({ ...outcome, isUndone: false });
    else ended({ error, succeeded: 0, isUndone: false });
  });
}
