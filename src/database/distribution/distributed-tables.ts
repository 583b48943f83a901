/**
 * Where tables are when they are spread over the nodes of a cluster (docs/adr/0038-citus.md): rows of one GTIN on one
 * shard, and what all of them refer to on every node. Other tables stay on the coordinator.
 */

/** Tables that are distributed by `gtin`, those that others refer to first. */
export const DISTRIBUTED_TABLES = [
  'product',
  'claim_assignment',
  'claim_assignment_event',
  'certification_assignment',
  'certification_assignment_event',
] as const;

/** Tables of which every node has a copy, those that others refer to first. */
export const REFERENCE_TABLES = ['organization', 'claim', 'certification_body', 'certification'] as const;

/** The column whose hash names a row's shard. */
export const DISTRIBUTION_COLUMN = 'gtin';
