import type { ServerResponse } from 'node:http';
import { type AccountCounter, AccountCounters } from '../database/account-counters.js';

/** Maximum bytes of a slice, in which longer responses are written. */
export const SLICE_BYTES = 64 * 1024;

/** Limits of responses until their clients have read them. Times are in milliseconds. */
export interface AnswerLimits {
  /** Bytes of all large responses together. */
  readonly maxBytes: number;
  /** Bytes of the large responses of one account: its quota account, or an address without a valid credential. */
  readonly maxBytesPerAccount: number;
  /** The connection of a response without progress for this long is closed. */
  readonly stallTimeoutMs: number;
  /** Time that each slice adds before the connection is closed, up to `stallTimeoutMs` in all. */
  readonly sliceTimeoutMs: number;
}

interface AnswerInFlight {
  readonly response: ServerResponse;
  readonly bytes: number;
  readonly ofAccount: AccountCounter;
  /** When the connection is closed, by the clock of the class. */
  deadline: number;
}

/**
 * Large responses in flight, until their clients have read them or their connections are closed. Progress is what the
 * operating system accepts: the first few megabytes at once, and more in steps of up to a megabyte while a client reads
 * slowly.
 */
export class AnswersInFlight {
  private readonly answers = new Set<AnswerInFlight>();
  private readonly accounts = new AccountCounters();
  private total = 0;

  /** @param now milliseconds since any moment. */
  constructor(
    private readonly limits: AnswerLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Bytes of the responses in flight. */
  get bytes(): number {
    return this.total;
  }

  /** Whose limit a response of this many bytes would exceed; undefined if it can be written now. */
  exceeded(account: string, bytes: number): 'all' | 'account' | undefined {
    if (this.total + bytes > this.limits.maxBytes) return 'all';
    return this.accounts.of(account).count + bytes > this.limits.maxBytesPerAccount ? 'account' : undefined;
  }

  /** Tracks a response that is about to be written. Each `drain` of the response means that a slice was accepted. */
  add(response: ServerResponse, account: string, bytes: number): void {
    // Its `close` event was emitted already: nothing will be written.
    if (response.destroyed) return;
    const { stallTimeoutMs, sliceTimeoutMs } = this.limits;
    const ofAccount = this.accounts.of(account);
    const answer: AnswerInFlight = { response, bytes, ofAccount, deadline: this.now() + stallTimeoutMs };
    this.answers.add(answer);
    this.total += bytes;
    ofAccount.count += bytes;
    response.on('drain', () => {
      answer.deadline = Math.min(answer.deadline + sliceTimeoutMs, this.now() + stallTimeoutMs);
    });
    response.once('close', () => this.remove(answer));
  }

  /**
   * Closes the connections of responses that have made no progress for too long. The caller calls it at a regular
   * interval.
   */
  sweep(): void {
    const now = this.now();
    for (const answer of this.answers) {
      if (answer.deadline <= now) answer.response.destroy();
    }
  }

  private remove(answer: AnswerInFlight): void {
    if (!this.answers.delete(answer)) return;
    this.total -= answer.bytes;
    answer.ofAccount.count -= answer.bytes;
  }
}
