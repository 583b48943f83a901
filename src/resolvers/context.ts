import type { Database } from '../database/database.js';
import type { Principal } from '../services/principal.js';
import type { Loaders } from './loaders.js';

/** What every resolver of one request shares. */
export interface GatewayContext {
  readonly database: Database;
  /** Who is calling. An operation that resolves fields has a caller: others are refused beforehand. */
  readonly principal: Principal;
  readonly loaders: Loaders;
}
