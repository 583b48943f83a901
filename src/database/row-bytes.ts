import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';

/** Maximum bytes of rows in memory of all requests. */
const MAX_BYTES = 24 * 1024 * 1024;

/** Bytes of the rows that all requests in flight hold, which bounds the memory that answers are made from. */
export class RowBytes {
  private held = 0;

  /** @param limit bytes of all requests together. */
  constructor(private readonly limit = MAX_BYTES) {}

  /** Adds rows. Throws a 503 problem beyond the limit, because other requests will release theirs. */
  add(bytes: number): void {
    if (this.held + bytes > this.limit) {
      shedRequests.inc({ reason: 'row_memory' });
      throw new Problem('service_unavailable', 'Too many large answers are being made right now.');
    }
    this.held += bytes;
  }

  giveBack(bytes: number): void {
    this.held -= bytes;
  }
}
