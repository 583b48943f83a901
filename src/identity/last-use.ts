import type { Database } from '../database/database.js';
import { changingData, prepared } from '../database/statement.js';

const touch = changingData(
  prepared(
    'touch_api_key',
    `update api_key set last_used_at = now()
where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
  ),
);

/**
 * Writes down when keys were last used, off the request's path and at most once a minute for each key.
 * A failed write is logged and dropped: no request depends on it.
 */
export class LastUse {
  private readonly writing = new Set<Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Notes a use of the key with this id, now. */
  note(keyId: string): void {
    const write: Promise<unknown> = this.database
      .query(touch, [keyId])
      .catch(this.onFailure)
      .finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  /** Waits until everything noted so far is written. */
  async settle(): Promise<void> {
    await Promise.all(this.writing);
  }
}
