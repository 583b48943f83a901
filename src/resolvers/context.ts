import type { Database } from '../database/database.js';
import type { RepeatableRequest } from '../services/idempotency/repeatable-request.js';
import type { Principal } from '../services/principal.js';
import type { FieldLimiter } from './field-limits/field-limiter.js';
import type { Loaders } from './loaders.js';

/** The context that all resolvers of one request share. */
export interface GatewayContext {
  readonly database: Database;
  /** The caller. An operation that resolves fields has one: others are refused before. */
  readonly principal: Principal;
  readonly loaders: Loaders;
  /** The request if its client may send it again: mutations keep their outcomes. Undefined without an idempotency key. */
  readonly repeatable: RepeatableRequest | undefined;
  /** Counts the calls of limited fields; all requests of the server share it. */
  readonly fieldLimiter: FieldLimiter;
  /** The account of limited fields: the credential, for a publishable one with the address. */
  readonly limitedCaller: () => string;
  /** The windows of the caller's quota after the charge of this request. */
  readonly quotas: () => readonly QuotaWindow[];
}

/** The state of one window of the caller's quota. */
export interface QuotaWindow {
  /** Length in seconds. */
  readonly window: number;
  readonly limit: number;
  readonly remaining: number;
  /** When it ends, in milliseconds since the epoch. */
  readonly resetsAt: number;
}
