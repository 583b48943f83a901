import { type Opt, PrimaryKeyProp, type Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Claim } from './claim.js';
import { domain } from './domain.js';
import { Organization } from './organization.js';
import { Product } from './product.js';

/** What happened to an assignment. */
export const claimAssignmentActions = ['ASSIGNED', 'UPDATED', 'REMOVED'] as const;
export type ClaimAssignmentAction = (typeof claimAssignmentActions)[number];

/** One changed field of an assignment, in the GraphQL schema's names; texts as they are shown. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * An entry of the append-only history of a product's claims. It outlives the assignment it speaks of, so
 * it refers to product and claim and not to the pair.
 */
@Entity({ tableName: 'claim_assignment_event' })
@Index({
  name: 'claim_assignment_event_gtin_claim_id_id_index',
  properties: ['product', 'claim', 'id'],
})
@Index({
  name: 'claim_assignment_event_organization_id_position_id_index',
  properties: ['organization', 'position', 'id'],
})
export class ClaimAssignmentEvent {
  [PrimaryKeyProp]?: ['product', 'id'];

  @ManyToOne(() => Product, { primary: true, fieldName: 'gtin', createForeignKeyConstraint: false })
  product!: Rel<Product>;

  /** Ids grow with time within a product, so they are the order of its history. */
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  @ManyToOne(() => Claim, { fieldName: 'claim_id', createForeignKeyConstraint: false })
  claim!: Rel<Claim>;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'clock_timestamp()' })
  at!: Date & Opt;

  @Property({ type: 'text', ...domain('claim_assignment_event_action') })
  action!: ClaimAssignmentAction;

  /** The organization on whose behalf the change was made, which owned the product then. */
  @ManyToOne(() => Organization, { index: false, createForeignKeyConstraint: false })
  organization!: Rel<Organization>;

  /** The credential that made the change (`key.<id>`, never the secret), or `import`. */
  @Property({ type: 'text' })
  actor!: string;

  @Property({ type: 'jsonb', ...domain('claim_assignment_event_changes'), defaultRaw: `'[]'` })
  changes!: FieldChange[] & Opt;

  /**
   * Place in the change feed of the organization, with the id behind it (docs/adr/0036-change-feed.md): a number of
   * transactions, as a decimal text. 0 for events from before there was a feed.
   */
  @Property({ type: 'bigint', defaultRaw: 'event_position()' })
  position!: string & Opt;
}
