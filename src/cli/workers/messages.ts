import type { ProcessFigures } from '../../server/metrics/figures.js';

/** What a worker needs to start, besides the environment that it inherits. */
export interface Assignment {
  /** Number of the worker, from 1. A worker that replaces another one has its number. */
  readonly place: number;
  /** Port to listen on, which is reserved for the workers. */
  readonly port: number;
  /** Maximum number of its database connections. */
  readonly poolSize: number;
  /** URL of the embedded database, with its password; undefined where DATABASE_URL names another one. */
  readonly embeddedUrl: string | undefined;
}

/** Messages to a worker. */
export type WorkerOrder =
  | { readonly kind: 'begin'; readonly assignment: Assignment }
  /** The embedded database has another port. */
  | { readonly kind: 'database-port'; readonly port: number }
  /** Make `/readyz` fail, and continue. */
  | { readonly kind: 'drain' }
  /** Stop listening, complete running requests, and end. */
  | { readonly kind: 'close' }
  /** Report the metrics of this process. */
  | { readonly kind: 'read-figures' }
  /** The response to `ask-figures`. */
  | { readonly kind: 'all-figures'; readonly request: number; readonly text: string };

/** Messages of a worker. */
export type Report =
  /** Has loaded its modules and receives orders. */
  | { readonly kind: 'prepared' }
  | { readonly kind: 'listening'; readonly addresses: readonly string[] }
  /** Cannot serve, for a reason that the operator can correct. It ends. */
  | { readonly kind: 'failed'; readonly sentence: string }
  /** No longer listens. */
  | { readonly kind: 'closed' }
  /** The response to `read-figures`. */
  | { readonly kind: 'figures'; readonly figures: ProcessFigures }
  /** Requests the metrics of all processes, which a scrape needs. */
  | { readonly kind: 'ask-figures'; readonly request: number };
