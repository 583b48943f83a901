import pg from 'pg';
import type { BoundStatement } from './pipeline/pipelined-query.js';

/** Makes of a value what the protocol takes, as the driver does; its published type leaves the function out. */
export const { prepareValue } = (
  pg as unknown as { utils: { prepareValue(value: unknown): BoundStatement['values'][0] } }
).utils;
