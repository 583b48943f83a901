import type { AnswerLimits } from './answers-in-flight.js';
import type { BodyLimits } from './bodies-in-flight.js';
import type { ConcurrencyLimits } from './load-shedding.js';
import type { WaitLimits } from './waiting-requests.js';

/** Limits of connections and requests (docs/operations.md, "Limits"). Times are in milliseconds, sizes in bytes. */
export interface ConnectionLimits {
  /** From the first byte of a request, or from the connection, to the end of its headers; then 408. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to its last; then 408. At least `headersTimeoutMs`. */
  readonly requestTimeoutMs: number;
  /** From a request's last byte to its response; then 503. */
  readonly answerTimeoutMs: number;
  /** Interval at which these and the progress of responses are checked. */
  readonly checkIntervalMs: number;
  /**
   * Without a byte in either direction while a request is received or its response sent; then the connection is closed.
   */
  readonly inactivityTimeoutMs: number;
  /** Between two requests of a connection; longer than the 60 s for which most proxies keep idle connections. */
  readonly keepAliveTimeoutMs: number;
  /** Open connections; further ones are closed at once. */
  readonly maxConnections: number;
  /** Requests in progress; beyond, 503. */
  readonly concurrency: ConcurrencyLimits;
  /** Bytes of request bodies that are buffered until they are complete; beyond, 503. */
  readonly bodies: BodyLimits;
  /** Requests that wait for events; beyond, 503. */
  readonly waits: WaitLimits;
  /** Bytes and time of large responses. */
  readonly answers: AnswerLimits;
  /** Pipelined requests of one connection that are queued; beyond, the connection is closed. */
  readonly maxPipelined: number;
}

const KB = 1024;
const MB = 1024 * KB;

/** The limits of `claims serve`. */
export const connectionLimits: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  answerTimeoutMs: 13_000,
  checkIntervalMs: 1_000,
  inactivityTimeoutMs: 60_000,
  keepAliveTimeoutMs: 72_000,
  maxConnections: 2_000,
  concurrency: { max: 512, min: 128, waitMs: 1_000 },
  bodies: {
    perAccount: 4 * MB,
    anonymous: 8 * MB,
    total: 24 * MB,
    reserve: { perAccount: 16 * KB, anonymous: MB, total: 4 * MB },
  },
  waits: { max: 1_500, maxPerAccount: 1_000 },
  answers: { maxBytes: 32 * MB, maxBytesPerAccount: 16 * MB, stallTimeoutMs: 30_000, sliceTimeoutMs: 10_000 },
  maxPipelined: 8,
};
