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
 * Records when keys were last used, asynchronously and at most once a minute for each key. A failed write is logged and
 * dropped: no request depends on it.
 */
export class LastUse {
  private readonly writing = new Set<Promise<unknown>>();

  constructor(
    private readonly database: Database,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Records a use of the key with this id at the current time. */
  note(keyId: string): void {
    const write: Promise<unknown> = this.database
      .query(touch, [keyId])
      .catch(this.onFailure)
      .finally(() => this.writing.delete(write));
    this.writing.add(write);
  }

  /** Waits until all recorded uses are written. */
  async settle(): Promise<void> {
    await Promise.all(this.writing);
  }
}
