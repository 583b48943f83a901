/** Between the last generated row and the first one of a run. */
const CUT = '2025-06-01T00:00:00Z';

/** Rows that were written since the tables were last brought back. */
export async function countWritten(client) {
  const { rows } = await client.query(
    `select
       (select count(*)::int from claim_assignment where created_at > $1) as assignments,
       (select count(*)::int from claim_assignment where created_at > $1
         and source = 'THIRD_PARTY_VERIFIED' and valid_from = '2026-01-01') as right,
       (select count(*)::int from claim_assignment_event where at > $1 and action = 'ASSIGNED') as events`,
    [CUT],
  );
  return rows[0];
}

/** Brings the tables back to what was generated, so that every shot finds them the same. */
export async function removeWritten(client) {
  await client.query('delete from claim_assignment_event where at > $1', [CUT]);
  await client.query('delete from claim_assignment where created_at > $1', [CUT]);
  await client.query('delete from idempotency_key');
  await client.query('vacuum claim_assignment, claim_assignment_event');
}
