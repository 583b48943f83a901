import { cpuSeconds } from './processes.mjs';

/**
 * Processor time of the database's server processes. Those of the servers that are not asked at the moment do
 * nothing, so that all of a database are those of the one that is.
 * @returns {Promise<Map<number, number | null>>} seconds by process id
 */
export async function backendSeconds(client) {
  const { rows } = await client.query(
    `select pid from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  );
  return new Map(await Promise.all(rows.map(async ({ pid }) => [pid, await cpuSeconds(pid)])));
}

/** Seconds between two readings; null when the server runs on another machine. */
export function secondsBetween(before, after) {
  let sum = 0;
  for (const [pid, seconds] of after) {
    if (seconds === null) return null;
    sum += seconds - (before.get(pid) ?? 0);
  }
  return after.size > 0 ? sum : null;
}
