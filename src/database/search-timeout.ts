import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import { SEARCH_TIMEOUT_MS } from './query-alone.js';
import type { Statement } from './statement.js';

/** SQLSTATE of a statement that was canceled, by its time limit among others. */
const CANCELED = '57014';

/** Whether a search has taken longer than its limit. */
export function isSearchTimeout({ isSearch }: Statement<unknown>, error: unknown): boolean {
  return isSearch === true && (error as { code?: unknown }).code === CANCELED;
}

/** The 503 problem of a search that has taken longer than its limit. */
export class SearchTimeout extends Problem {
  constructor(cause: unknown) {
    shedRequests.inc({ reason: 'search_timeout' });
    super(
      'service_unavailable',
      `The search took longer than ${SEARCH_TIMEOUT_MS / 1000} s, the limit. Please ask for less.`,
    );
    this.cause = cause;
  }
}
