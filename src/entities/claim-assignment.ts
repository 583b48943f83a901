import { type Opt, PrimaryKeyProp, type Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Claim } from './claim.js';
import { domain } from './domain.js';
import { Product } from './product.js';

/** Who asserts a claim (ClaimSourceEnum of the published specification). */
export const claimSources = ['BRAND_SELF_DECLARED', 'THIRD_PARTY_VERIFIED'] as const;
export type ClaimSource = (typeof claimSources)[number];

/** The statement that a product carries a claim. The pair (product, claim) is its identity. */
@Entity({ tableName: 'claim_assignment' })
@Index({ name: 'claim_assignment_claim_id_gtin_index', properties: ['claim', 'product'] })
@Index({
  name: 'claim_assignment_expiration_date_index',
  expression:
    'create index "claim_assignment_expiration_date_index" on "claim_assignment" (expiration_date, gtin, claim_id) where expiration_date is not null',
})
@Index({
  name: 'claim_assignment_without_end_index',
  expression:
    'create index "claim_assignment_without_end_index" on "claim_assignment" (gtin, claim_id) where expiration_date is null',
})
@Index({ name: 'claim_assignment_updated_at_index', properties: ['updatedAt', 'product', 'claim'] })
@Check({ name: 'claim_assignment_dates_check', expression: 'expiration_date >= valid_from' })
export class ClaimAssignment {
  [PrimaryKeyProp]?: ['product', 'claim'];

  @ManyToOne(() => Product, {
    primary: true,
    fieldName: 'gtin',
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  product!: Rel<Product>;

  @ManyToOne(() => Claim, {
    primary: true,
    fieldName: 'claim_id',
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  claim!: Rel<Claim>;

  @Property({ type: 'text', ...domain('claim_assignment_source'), default: 'BRAND_SELF_DECLARED' })
  source!: ClaimSource & Opt;

  /** First day on which the claim holds; null: since an unknown date. */
  @Property({ type: 'date', nullable: true })
  validFrom!: string | null;

  /** Last day on which the claim holds; null: open-ended. */
  @Property({ type: 'date', nullable: true })
  expirationDate!: string | null;

  @Property({ type: 'text', ...domain('claim_assignment_evidence_url'), default: '' })
  evidenceUrl!: string & Opt;

  @Property({ type: 'text', ...domain('claim_assignment_evidence_note'), default: '' })
  evidenceNote!: string & Opt;

  /** Developer-attached texts by key: at most 50, keys of 1 to 40 characters, values of 1 to 500. */
  @Property({ type: 'jsonb', ...domain('claim_assignment_metadata'), defaultRaw: `'{}'` })
  metadata!: Record<string, string> & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  updatedAt!: Date & Opt;
}
