import { type Opt, PrimaryKeyProp, type Rel } from '@mikro-orm/core';
import { Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Certification } from './certification.js';
import type { ClaimAssignmentAction, FieldChange } from './claim-assignment-event.js';
import { domain } from './domain.js';
import { Organization } from './organization.js';
import { Product } from './product.js';

/**
 * An entry of the append-only history of a product's certifications, in the shape of that of its claims. It outlives
 * the assignment it speaks of, so it refers to product and certification and not to the pair.
 */
@Entity({ tableName: 'certification_assignment_event' })
@Index({
  name: 'certification_assignment_event_gtin_certification_id_id_index',
  properties: ['product', 'certification', 'id'],
})
@Index({
  name: 'certification_assignment_event_organization_position_id_index',
  properties: ['organization', 'position', 'id'],
})
export class CertificationAssignmentEvent {
  [PrimaryKeyProp]?: ['product', 'id'];

  @ManyToOne(() => Product, {
    primary: true,
    fieldName: 'gtin',
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  product!: Rel<Product>;

  /** Ids grow with time within a product, so they are the order of its history. */
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  @ManyToOne(() => Certification, {
    fieldName: 'certification_id',
    index: false,
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  certification!: Rel<Certification>;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'clock_timestamp()' })
  at!: Date & Opt;

  @Property({ type: 'text', ...domain('claim_assignment_event_action') })
  action!: ClaimAssignmentAction;

  /** The organization on whose behalf the change was made. */
  @ManyToOne(() => Organization, { index: false, deleteRule: 'no action', updateRule: 'no action' })
  organization!: Rel<Organization>;

  /** The credential that made the change (`key.<id>`, never the secret), or `import`. */
  @Property({ type: 'text' })
  actor!: string;

  @Property({ type: 'jsonb', ...domain('claim_assignment_event_changes'), defaultRaw: `'[]'` })
  changes!: FieldChange[] & Opt;

  /** Place in the change feed of the organization, as that of an event of a claim. */
  @Property({ type: 'bigint', defaultRaw: 'event_position()' })
  position!: string & Opt;
}
