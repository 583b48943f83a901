import type { Database } from '../../database/database.js';

/** A horizon of a table, and the server's start since which it holds. */
interface Horizon {
  /** As decimal digits. */
  readonly horizon: string;
  readonly server: string;
}

/** The highest horizon of each table that a process has found, by the ORM of its database. */
const highest = new WeakMap<object, Map<string, Horizon>>();

/**
 * The higher one of the horizon that was just found and of those before it, which are valid for as long as the server runs.
 * A transaction that writes its first event holds back the horizon to its own beginning, although its events come behind all
 * that was shown: what has been shown stays shown.
 */
export function highestHorizon({ orm }: Database, table: string, found: Horizon): string {
  const known = highest.get(orm) ?? new Map<string, Horizon>();
  highest.set(orm, known);
  const before = known.get(table);
  if (before?.server === found.server && BigInt(before.horizon) > BigInt(found.horizon))
    return before.horizon;
  known.set(table, found);
  return found.horizon;
}
