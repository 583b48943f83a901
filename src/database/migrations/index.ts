import type { Migration } from '@mikro-orm/migrations';
import { InitialSchema } from './0001-initial-schema.js';
import { ListIndexes } from './0002-list-indexes.js';
import { ClaimStatistics } from './0003-claim-statistics.js';
import { Sessions } from './0004-sessions.js';
import { FasterIds } from './0005-faster-ids.js';
import { CheaperWrites } from './0006-cheaper-writes.js';
import { FoldedText } from './0007-folded-text.js';
import { ListsOfAssignments } from './0008-lists-of-assignments.js';
import { BatchesAndRetries } from './0009-batches-and-retries.js';
import { EventPositions } from './0010-event-positions.js';
import { Certifications } from './0011-certifications.js';
import { MomentsOfAssignments } from './0012-moments-of-assignments.js';

/** An index that is built while others write, which cannot be done within the transaction of a migration. */
export interface ConcurrentIndex {
  readonly table: string;
  readonly name: string;
  /** What follows `on <table>`. */
  readonly definition: string;
}

/** A migration and its place in the order. */
export interface ListedMigration {
  readonly name: string;
  readonly class: new (...args: ConstructorParameters<typeof Migration>) => Migration;
  /**
   * Why instances of the previous version cannot run while it is applied (docs/operations.md, "Upgrades"). A
   * migration without a reason keeps the rule for upgrades without downtime.
   */
  readonly stopOlderInstances?: string;
  /** Indexes of tables that requests write: they are built once all migrations are applied, while instances go on. */
  readonly indexes?: readonly ConcurrentIndex[];
}

/** Every migration, oldest first. A released one is never edited: changes come as a new file. */
export const migrations: readonly ListedMigration[] = [
  { name: '0001-initial-schema', class: InitialSchema },
  { name: '0002-list-indexes', class: ListIndexes },
  { name: '0003-claim-statistics', class: ClaimStatistics },
  { name: '0004-sessions', class: Sessions },
  {
    name: '0005-faster-ids',
    class: FasterIds,
    stopOlderInstances:
      'writes a function anew in another language; a write in flight at that moment can fail with a 500',
  },
  {
    name: '0006-cheaper-writes',
    class: CheaperWrites,
    stopOlderInstances:
      'rewrites assignments and history under lock and changes types of their columns: on open connections, prepared statements that return them fail with a 500',
  },
  { name: '0007-folded-text', class: FoldedText },
  {
    name: '0008-lists-of-assignments',
    class: ListsOfAssignments,
    stopOlderInstances:
      'builds three indexes of assignments, for which writes wait, folds the labels of the catalogue, and drops those of products that only version 0.1 uses',
  },
  { name: '0009-batches-and-retries', class: BatchesAndRetries },
  {
    name: '0010-event-positions',
    class: EventPositions,
    indexes: [
      {
        table: 'claim_assignment_event',
        name: 'claim_assignment_event_organization_id_position_id_index',
        definition: '(organization_id, position, id)',
      },
    ],
  },
  { name: '0011-certifications', class: Certifications },
  { name: '0012-moments-of-assignments', class: MomentsOfAssignments },
];
