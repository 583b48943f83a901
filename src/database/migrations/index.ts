import { InitialSchema } from './0001-initial-schema.js';
import { ListIndexes } from './0002-list-indexes.js';
import { ClaimStatistics } from './0003-claim-statistics.js';
import { Sessions } from './0004-sessions.js';
import { FasterIds } from './0005-faster-ids.js';
import { CheaperWrites } from './0006-cheaper-writes.js';

/** Every migration, oldest first. A released one is never edited: changes come as a new file. */
export const migrations = [
  { name: '0001-initial-schema', class: InitialSchema },
  { name: '0002-list-indexes', class: ListIndexes },
  { name: '0003-claim-statistics', class: ClaimStatistics },
  { name: '0004-sessions', class: Sessions },
  { name: '0005-faster-ids', class: FasterIds },
  { name: '0006-cheaper-writes', class: CheaperWrites },
] as const;
