import pg from 'pg';
import type { BoundStatement } from './pipeline/pipelined-query.js';

/** Converts a value for the protocol, as the driver does; its published types omit the function. */
export const { prepareValue } = (
  pg as unknown as { utils: { prepareValue(value: unknown): BoundStatement['values'][0] } }
).utils;
