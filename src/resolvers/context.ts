import type { Database } from '../database/database.js';
import type { RepeatableRequest } from '../services/idempotency/repeatable-request.js';
import type { Principal } from '../services/principal.js';
import type { FieldLimiter } from './field-limits/field-limiter.js';
import type { Loaders } from './loaders.js';

/** What every resolver of one request shares. */
export interface GatewayContext {
  readonly database: Database;
  /** Who is calling. An operation that resolves fields has a caller: others are refused beforehand. */
  readonly principal: Principal;
  readonly loaders: Loaders;
  /** The request if its client may send it again: mutations keep their outcomes. Undefined without an idempotency key. */
  readonly repeatable: RepeatableRequest | undefined;
  /** Counts the calls of limited fields; all requests of the server share it. */
  readonly fieldLimiter: FieldLimiter;
  /** Whose calls of limited fields are counted together: the credential, a publishable one at each address by itself. */
  readonly limitedCaller: () => string;
  /** The windows of the caller's quota, this request counted. */
  readonly quotas: () => readonly QuotaWindow[];
}

/** Where the caller stands in one window of its quota. */
export interface QuotaWindow {
  /** Length in seconds. */
  readonly window: number;
  readonly limit: number;
  readonly remaining: number;
  /** When it ends, in milliseconds since the epoch. */
  readonly resetsAt: number;
}
