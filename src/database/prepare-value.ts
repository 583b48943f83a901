import pg from 'pg';
import type { Call } from './pipeline/pipelined-query.js';

/** Makes of a value what the protocol takes, as the driver does; its published type leaves the function out. */
export const { prepareValue } = (
  pg as unknown as { utils: { prepareValue(value: unknown): Call['values'][0] } }
).utils;
