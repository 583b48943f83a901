import { createHash } from 'node:crypto';
import type { Principal } from '../principal.js';
import { checkIdempotencyKey } from './idempotency-key.js';

/** Longer parts, such as aliases of some thousand characters, are known by their hash: an index row has a limit. */
const MAX_PART_LENGTH = 100;

/** One write of a request that its client may send again. */
export interface RepeatableWrite {
  readonly request: RepeatableRequest;
  /** Which write of the request it is: empty for the only one. */
  readonly part: string;
}

/**
 * A request that its client may send again under the same idempotency key (docs/contract.md, "Retries"). Its writes keep
 * their outcomes, and return those that an earlier request has kept.
 */
export class RepeatableRequest {
  /** Name of the quota account of the caller: keys of different accounts are different keys. */
  readonly account: string;
  private known: Buffer | undefined;
  private replays = 0;
  private others = 0;

  /**
   * @param key the value of `Idempotency-Key`, which is not checked yet.
   * @param content what the request is and has: texts that are equal for the same request.
   */
  constructor(
    { quota }: Principal,
    readonly key: string,
    private readonly content: () => readonly string[],
  ) {
    this.account = quota.name;
  }

  /** Throws the 422 of a malformed key. Called before the first write. */
  checkKey(): void {
    checkIdempotencyKey(this.key);
  }

  /** SHA-256 of what makes a request the same. */
  get fingerprint(): Buffer {
    this.known ??= createHash('sha256').update(JSON.stringify(this.content())).digest();
    return this.known;
  }

  /** A write of this request. */
  write(part = ''): RepeatableWrite {
    return { request: this, part: part.length > MAX_PART_LENGTH ? hashOf(part) : part };
  }

  /** Whether the response repeats outcomes that were kept, and nothing has been written for it. */
  get isReplay(): boolean {
    return this.replays > 0 && this.others === 0;
  }

  /** Notes that a write has returned a kept outcome. */
  noteReplay(): void {
    this.replays += 1;
  }

  /** Notes that a write was executed, or has failed. */
  noteExecution(): void {
    this.others += 1;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
