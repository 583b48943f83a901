import type { Database } from '../../src/database/database.js';
import { unprepared } from '../../src/database/statement.js';

/** Waits until a statement of this database waits for a lock. */
export async function someoneIsBlocked(database: Database): Promise<void> {
  for (;;) {
    const rows = await database.query(
      unprepared(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
