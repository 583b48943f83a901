import type { ServerResponse } from 'node:http';
import { type AccountCounter, AccountCounters } from '../database/account-counters.js';

/** Bytes in which answers that are longer are written. */
export const SLICE_BYTES = 64 * 1024;

/** What answers may take until their clients have read them. Times are in milliseconds. */
export interface AnswerLimits {
  /** Bytes of all large answers together. */
  readonly maxBytes: number;
  /** Bytes of the large answers of one account: its quota account, or an address without a valid credential. */
  readonly maxBytesPerAccount: number;
  /** An answer that makes no progress for this long is given up: its connection is closed. */
  readonly stallTimeoutMs: number;
  /** For how long a slice buys an answer time; more than `stallTimeoutMs` is never saved up. */
  readonly sliceTimeoutMs: number;
}

interface AnswerInFlight {
  readonly response: ServerResponse;
  readonly bytes: number;
  readonly ofAccount: AccountCounter;
  /** When the answer is given up, by the clock of the class. */
  deadline: number;
}

/**
 * Answers that are being written, until their clients have taken them or their connections are closed. Progress is
 * what the operating system takes. It takes the first few megabytes at once, and more in steps of up to a megabyte
 * while a client reads slowly.
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

  /** Bytes of the answers in flight. */
  get bytes(): number {
    return this.total;
  }

  /** Of whom too much would be in flight with an answer of this many bytes: it may not be written now. */
  exceeded(account: string, bytes: number): 'all' | 'account' | undefined {
    if (this.total + bytes > this.limits.maxBytes) return 'all';
    return this.accounts.of(account).count + bytes > this.limits.maxBytesPerAccount ? 'account' : undefined;
  }

  /** Watches an answer that is about to be written. Each `drain` of the response means that it took a slice. */
  add(response: ServerResponse, account: string, bytes: number): void {
    // Its close was already reported: nothing will be written.
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

  /** Closes the connections of answers that have made no progress for too long. To be called regularly. */
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
