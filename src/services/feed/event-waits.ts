import type { Database } from '../../database/database.js';
import type { EventTable } from '../../database/event-tables.js';
import { eventTopic } from './event-topic.js';
import { isBehind } from './feed-ordering.js';
import { findLastEvents, type LastEvent } from './last-events.js';

/** Interval of the look for events that were not announced, in milliseconds. */
const POLL_INTERVAL_MS = 3_000;

/** How soon is looked again for events that an open transaction hides, in milliseconds: twice as late each time. */
const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 1_000;

/** A position in the feed of an organization. */
export interface FeedPosition {
  readonly table: EventTable;
  /** UUID. */
  readonly organizationId: string;
  readonly position: readonly string[];
}

interface Waiter extends FeedPosition {
  end(isFound: boolean): void;
}

/**
 * Clients that wait for events. They cost no statement: what was written is announced, and one pair of statements finds out
 * for all of them whether it is shown yet. Announcements may be lost, so that the same pair is sent every few seconds.
 */
export class EventWaits {
  private readonly byTopic = new Map<string, Set<Waiter>>();
  /** Topics that are to be looked at. */
  private readonly due = new Set<string>();
  private isLooking = false;
  private isOver = false;
  private polling: NodeJS.Timeout | undefined;
  private lookingAgain: NodeJS.Timeout | undefined;
  private nextLookMs = FIRST_LOOK_MS;
  private isSubscribed = false;

  /** @param database that of the process, not that of a request. */
  constructor(private readonly database: Database) {}

  /** Number of those who wait. */
  get size(): number {
    let size = 0;
    for (const waiters of this.byTopic.values()) size += waiters.size;
    return size;
  }

  /**
   * Waits until there is an event behind a position: true, or false when there is none within the time, when the signal
   * is aborted and when the process stops. The first look is after the call, so that no event is missed that was written
   * before it.
   */
  wait(feed: FeedPosition, ms: number, signal: AbortSignal): Promise<boolean> {
    if (this.isOver || signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const topic = eventTopic(feed.table, feed.organizationId);
      const waiters = this.byTopic.get(topic) ?? new Set();
      const waiter: Waiter = {
        ...feed,
        end: (isFound) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abandon);
          waiters.delete(waiter);
          if (waiters.size === 0 && this.byTopic.get(topic) === waiters) this.byTopic.delete(topic);
          if (this.byTopic.size === 0) this.rest();
          resolve(isFound);
        },
      };
      const abandon = () => waiter.end(false);
      const timer = setTimeout(abandon, ms);
      signal.addEventListener('abort', abandon);
      waiters.add(waiter);
      this.byTopic.set(topic, waiters);
      this.start();
      this.look([topic]);
    });
  }

  /** Ends all waits, and those that begin later at once: the process stops. */
  drain(): void {
    this.isOver = true;
    for (const waiters of [...this.byTopic.values()]) {
      for (const waiter of [...waiters]) waiter.end(false);
    }
    this.database.notifications.unsubscribe(this.hear);
  }

  private start(): void {
    this.polling ??= setInterval(() => this.look(this.byTopic.keys()), POLL_INTERVAL_MS).unref();
    if (this.isSubscribed) return;
    this.isSubscribed = true;
    this.database.notifications.subscribe(this.hear);
  }

  /** The connection that listens stays: who has waited once will wait again. */
  private rest(): void {
    clearInterval(this.polling);
    this.polling = undefined;
    clearTimeout(this.lookingAgain);
    this.lookingAgain = undefined;
  }

  private readonly hear = (topics: readonly string[] | undefined) => {
    this.nextLookMs = FIRST_LOOK_MS;
    this.look(topics ?? this.byTopic.keys());
  };

  private look(topics: Iterable<string>): void {
    for (const topic of topics) if (this.byTopic.has(topic)) this.due.add(topic);
    if (this.isLooking || this.due.size === 0) return;
    this.isLooking = true;
    // What is announced in one turn of the event loop is looked at together.
    setImmediate(() => void this.lookAtDue());
  }

  private async lookAtDue(): Promise<void> {
    while (this.due.size > 0) {
      const waiters = [...this.due].flatMap((topic) => [...(this.byTopic.get(topic) ?? [])]);
      this.due.clear();
      const byTable = Map.groupBy(waiters, ({ table }) => table);
      for (const [table, ofTable] of byTable) {
        const organizations = [...new Set(ofTable.map(({ organizationId }) => organizationId))];
        // The next poll looks again when the database cannot answer.
        const found = await findLastEvents(this.database, table, organizations).catch(() => []);
        for (const last of found) this.endWaits(table, last);
      }
    }
    this.isLooking = false;
  }

  private endWaits(table: EventTable, { organizationId, position, id, hasHidden }: LastEvent): void {
    const topic = eventTopic(table, organizationId);
    if (position !== null && id !== null) {
      const last = [position, id];
      for (const waiter of [...(this.byTopic.get(topic) ?? [])]) {
        if (isBehind(last, waiter.position)) waiter.end(true);
      }
    }
    if (hasHidden && this.byTopic.has(topic)) this.lookAgain();
  }

  private lookAgain(): void {
    this.lookingAgain ??= setTimeout(() => {
      this.lookingAgain = undefined;
      this.look(this.byTopic.keys());
    }, this.nextLookMs).unref();
    this.nextLookMs = Math.min(2 * this.nextLookMs, LAST_LOOK_MS);
  }
}
