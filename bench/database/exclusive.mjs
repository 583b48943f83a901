/** Any number that stands for the bench. */
const LOCK = 7_031_964;

/** Keeps the database for this run, as long as the connection lasts: two at once would count each other's rows. */
export async function takeDatabase(client) {
  const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [LOCK]);
  if (!rows[0].taken) throw new Error('Another run uses the database of the bench: wait for its end.');
}
