import pg, { type PoolClient } from 'pg';
import { dropConnection } from '../driver-connection.js';

/** How long an answer is waited for, in milliseconds. */
const ANSWER_WITHIN_MS = 1_000;

/** Wait after a failure before the server is connected to again, in milliseconds. */
const RETRY_MS = 1_000;

/** What is asked, and who hears the answers. */
export interface Question<Answer extends pg.QueryResultRow> {
  /** A statement of one row. */
  readonly text: string;
  newClient(): pg.Client;
  /** Called with each new connection before it is used. What it throws is a failure. */
  connected(client: pg.Client): Promise<void>;
  /** @param askedAt when the question was sent, by `performance.now()`. What it throws is a failure. */
  answered(answer: Answer, askedAt: number): void;
  /** Called when the server cannot be asked, and when its connection ends between two questions. */
  failed(error: unknown): void;
}

/** The first row of a short query, which fails when it is not answered in time. */
export async function askOnce<Row extends pg.QueryResultRow>(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  const query = { text, values: [...values], query_timeout: ANSWER_WITHIN_MS } as pg.QueryConfig;
  const { rows } = await client.query<Row>(query);
  return rows[0] as Row;
}

/**
 * Asks a server the same question again and again on a connection of its own, so that the answer waits neither for
 * the statements of requests nor for a connection of their pool.
 */
export class Inquiry<Answer extends pg.QueryResultRow> {
  private client: pg.Client | undefined;
  private isAsking = false;
  private isClosed = false;
  private retryAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly question: Question<Answer>) {}

  /** Asks once, unless an answer is still waited for or the server was lost a moment ago. Never fails. */
  async ask(): Promise<void> {
    if (this.isAsking || this.isClosed || performance.now() < this.retryAt) return;
    this.isAsking = true;
    try {
      this.client ??= await this.connect();
      const askedAt = performance.now();
      const answer = await askOnce<Answer>(this.client, this.question.text);
      if (!this.isClosed) this.question.answered(answer, askedAt);
    } catch (error) {
      this.giveUp(error);
    } finally {
      this.isAsking = false;
    }
  }

  close(): void {
    this.isClosed = true;
    this.drop(this.client);
  }

  /** Ends the connection and asks on a new one a moment later. */
  giveUp(error: unknown): void {
    const { client } = this;
    this.client = undefined;
    this.drop(client);
    this.retryAt = performance.now() + RETRY_MS;
    if (!this.isClosed) this.question.failed(error);
  }

  private async connect(): Promise<pg.Client> {
    const client = this.question.newClient();
    // The query of a lost connection reports the loss.
    client.on('error', () => {});
    try {
      await client.connect();
      await this.question.connected(client);
      if (this.isClosed) throw new Error('closed');
    } catch (error) {
      this.drop(client);
      throw error;
    }
    client.once('end', () => {
      if (this.client === client && !this.isAsking) this.giveUp(new Error('the connection has ended'));
    });
    return client;
  }

  /** Without a word to a server that may be lost. */
  private drop(client: pg.Client | undefined): void {
    if (client) dropConnection(client as unknown as PoolClient);
  }
}
