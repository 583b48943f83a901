import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { PoolClient } from 'pg';
import type { DatabaseAccess } from './database-access.js';
import { dropConnection } from './driver-connection.js';
import { queryAlone } from './query-alone.js';
import { prepared } from './statement.js';

/** Channel of PostgreSQL's notifications. */
const CHANNEL = 'claims_topics';

/**
 * Interval at which a process notifies others, in milliseconds. A notification takes a lock of the whole server at its
 * commit, so that it is none of the writes' own.
 */
const NOTIFY_INTERVAL_MS = 50;

/** Topics of one notification: a payload has less than 8,000 bytes. More are sent as all. */
const MAX_TOPICS = 100;

/** Stands for all topics. */
const ALL = '*';

/** Wait after a lost connection, and interval at which one is asked whether it is lost, in milliseconds. */
const RETRY_MS = 1_000;
const CHECK_INTERVAL_MS = 10_000;
const CHECK_TIMEOUT_MS = 2_000;

/** How long the last notification of a process is waited for, in milliseconds. */
const FLUSH_TIMEOUT_MS = 1_000;

const notify = prepared<object>('notify_topics', 'select pg_notify($1, $2)');

/** Receives topics that something was published about; undefined: any may have been, because a connection was lost. */
export type TopicListener = (topics: readonly string[] | undefined) => void;

/**
 * Tells the processes of all instances that something was written about a topic, by LISTEN and NOTIFY. It must not be relied on:
 * a notification is lost with a connection, and behind a pooler in transaction mode only this process is told. The one
 * connection that listens is none of the pool's; it is opened with the first listener and opened again when it is lost.
 */
export class Notifications {
  private readonly listeners = new Set<TopicListener>();
  /** Names this process in notifications, of which it needs none of its own. */
  private readonly sender = randomUUID();
  private unsent = new Set<string>();
  private sending: NodeJS.Timeout | undefined;
  private client: pg.Client | undefined;
  private checking: NodeJS.Timeout | undefined;
  private retrying: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param isPooled whether a pooler in transaction mode stands in between, which keeps no session that could listen. */
  constructor(
    private readonly access: DatabaseAccess,
    private readonly isPooled: boolean,
  ) {}

  /** Whether others are heard at present. */
  get isListening(): boolean {
    return this.checking !== undefined;
  }

  /**
   * Says that something was committed about a topic, a text without blanks. Listeners of this process hear of it at once, others
   * some milliseconds later.
   */
  publish(topic: string): void {
    for (const listener of this.listeners) listener([topic]);
    if (this.isPooled || this.isClosed) return;
    this.unsent.add(topic);
    this.sending ??= setTimeout(() => void this.send(), NOTIFY_INTERVAL_MS).unref();
  }

  /** Calls the listener from now on. */
  subscribe(listener: TopicListener): void {
    this.listeners.add(listener);
    if (!this.isPooled && !this.isClosed && this.listeners.size === 1) void this.listen();
  }

  /** Calls it no longer. */
  unsubscribe(listener: TopicListener): void {
    this.listeners.delete(listener);
    if (this.listeners.size === 0) this.stopListening();
  }

  /** Sends what is not sent yet, and ends the connection. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.stopListening();
    if (this.sending === undefined) return;
    clearTimeout(this.sending);
    const late = new Promise((resolve) => setTimeout(resolve, FLUSH_TIMEOUT_MS).unref());
    await Promise.race([this.send(), late]);
  }

  private async send(): Promise<void> {
    const topics = this.unsent.size > MAX_TOPICS ? [ALL] : [...this.unsent];
    this.unsent = new Set();
    this.sending = undefined;
    // Who waits looks for itself after some seconds.
    await queryAlone(this.access, notify, [CHANNEL, [this.sender, ...topics].join(' ')]).catch(() => {});
  }

  private async listen(): Promise<void> {
    const client = this.access.connections.newClient();
    this.client = client;
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', ({ payload = '' }) => this.hear(payload.split(' ')));
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      if (this.client !== client) return;
      this.checking = setInterval(() => this.check(client), CHECK_INTERVAL_MS).unref();
      // What was published before is not heard of.
      this.tell(undefined);
    } catch {
      this.lose(client);
    }
  }

  private hear([sender, ...topics]: readonly string[]): void {
    if (sender !== this.sender) this.tell(topics.includes(ALL) ? undefined : topics);
  }

  private tell(topics: readonly string[] | undefined): void {
    for (const listener of this.listeners) listener(topics);
  }

  /** A connection that carries nothing shows only so that it is lost. */
  private check(client: pg.Client): void {
    const question = { text: 'select 1', query_timeout: CHECK_TIMEOUT_MS } as pg.QueryConfig;
    client.query(question).catch(() => this.lose(client));
  }

  private lose(client: pg.Client): void {
    if (this.client !== client) return;
    this.stopListening();
    if (this.isClosed || this.listeners.size === 0) return;
    this.retrying = setTimeout(() => void this.listen(), RETRY_MS).unref();
  }

  private stopListening(): void {
    const { client } = this;
    this.client = undefined;
    clearInterval(this.checking);
    this.checking = undefined;
    clearTimeout(this.retrying);
    // Without a word to a server that may be lost.
    if (client) dropConnection(client as unknown as PoolClient);
  }
}
