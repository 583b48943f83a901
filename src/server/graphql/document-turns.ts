import { connectionClosed } from '../../errors/connection-closed.js';
import type { Problem } from '../../errors/problem.js';

/** Characters of documents that are let through together: they take some milliseconds to parse and validate. */
const MAX_CHARACTERS = 4_000;

/** What a document counts that has been cached meanwhile: the rest of its request takes a fraction of a millisecond. */
const CACHED_CHARACTERS = 100;

/** Turns of the event loop in between: as many as a small query takes, so that one meets few large documents. */
const TURNS_BETWEEN = 4;

/** A document that waits. */
export interface WaitingDocument {
  readonly text: string;
  /** Whether the client has closed its connection, so that the answer has no reader. */
  readonly isAbandoned: () => boolean;
}

interface Waiting {
  readonly document: WaitingDocument;
  readonly proceed: () => void;
  readonly refuse: (problem: Problem) => void;
}

/**
 * When documents that are not cached are parsed and validated, which takes longer than anything else that a request
 * does at once: a few in a turn of the event loop, and the accounts that wait take turns, so that nothing waits for all
 * documents of another account. Callers bound how many wait.
 */
export class DocumentTurns {
  /** By account; the account whose turn comes next is first. */
  private readonly queues = new Map<string, Waiting[]>();
  private isScheduled = false;

  /** @param isCached whether the document with this text need not be parsed any more. */
  constructor(private readonly isCached: (text: string) => boolean) {}

  /** Resolves when the account may parse the document. Throws a 400 when its client has gone meanwhile. */
  next(account: string, document: WaitingDocument): Promise<void> {
    const queue = this.queues.get(account);
    const promise = new Promise<void>((proceed, refuse) => {
      const waiting = { document, proceed, refuse };
      if (queue) queue.push(waiting);
      else this.queues.set(account, [waiting]);
    });
    if (!this.isScheduled) this.schedule(1);
    return promise;
  }

  private schedule(turns: number): void {
    this.isScheduled = true;
    setImmediate(() => (turns > 1 ? this.schedule(turns - 1) : this.letThrough()));
  }

  private letThrough(): void {
    let characters = 0;
    for (const [account, queue] of this.queues) {
      const waiting = nextOf(queue);
      // At the end of the map, where this loop meets the account again.
      this.queues.delete(account);
      if (queue.length > 0) this.queues.set(account, queue);
      if (!waiting) continue;
      const { text } = waiting.document;
      characters += this.isCached(text) ? CACHED_CHARACTERS : text.length;
      waiting.proceed();
      if (characters >= MAX_CHARACTERS) break;
    }
    if (this.queues.size > 0) this.schedule(TURNS_BETWEEN);
    else this.isScheduled = false;
  }
}

/** The first of the queue whose client still waits; those before it are refused. */
function nextOf(queue: Waiting[]): Waiting | undefined {
  for (let waiting = queue.shift(); waiting; waiting = queue.shift()) {
    if (!waiting.document.isAbandoned()) return waiting;
    waiting.refuse(connectionClosed());
  }
  return undefined;
}
