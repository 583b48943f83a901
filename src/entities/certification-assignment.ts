import { type Opt, PrimaryKeyProp, type Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, Property } from '@mikro-orm/decorators/legacy';
import { Certification } from './certification.js';
import { domain } from './domain.js';
import { Product } from './product.js';

/** What the writer says about a certificate. It does not follow from the dates. */
export const verificationStatuses = ['unverified', 'verified', 'expired'] as const;
export type VerificationStatus = (typeof verificationStatuses)[number];

/** The statement that a product holds a certification. The pair (product, certification) is its identity. */
@Entity({ tableName: 'certification_assignment' })
@Index({
  name: 'certification_assignment_certification_id_gtin_index',
  properties: ['certification', 'product'],
})
@Check({ name: 'certification_assignment_dates_check', expression: 'expiration_date >= valid_from' })
export class CertificationAssignment {
  [PrimaryKeyProp]?: ['product', 'certification'];

  @ManyToOne(() => Product, {
    primary: true,
    fieldName: 'gtin',
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  product!: Rel<Product>;

  @ManyToOne(() => Certification, {
    primary: true,
    fieldName: 'certification_id',
    deleteRule: 'no action',
    updateRule: 'no action',
  })
  certification!: Rel<Certification>;

  /** First day on which the certificate is valid; null: since an unknown date. */
  @Property({ type: 'date', nullable: true })
  validFrom!: string | null;

  /** Last day on which the certificate is valid; null: open-ended. */
  @Property({ type: 'date', nullable: true })
  expirationDate!: string | null;

  /** Number of the certificate, given by its issuer. */
  @Property({ type: 'text', ...domain('certification_assignment_certificate_number'), default: '' })
  certificateNumber!: string & Opt;

  /** Who issued the certificate, as its holder writes it. */
  @Property({ type: 'text', ...domain('certification_assignment_issuing_body'), default: '' })
  issuingBody!: string & Opt;

  /** Where the certificate can be checked. */
  @Property({ type: 'text', ...domain('certification_assignment_verification_url'), default: '' })
  verificationUrl!: string & Opt;

  @Property({
    type: 'text',
    ...domain('certification_assignment_verification_status'),
    default: 'unverified',
  })
  verificationStatus!: VerificationStatus & Opt;

  /** What the certificate covers. */
  @Property({ type: 'text', ...domain('certification_assignment_scope'), default: '' })
  scope!: string & Opt;

  /** Assessed level or result (GS1 `certificationValue`). */
  @Property({ type: 'text', ...domain('certification_assignment_certification_value'), default: '' })
  certificationValue!: string & Opt;

  @Property({ type: 'date', nullable: true })
  auditDate!: string | null;

  @Property({ type: 'date', nullable: true })
  initialCertificationDate!: string | null;

  /** Countries of two letters (ISO 3166-1) in which the certificate is valid: at most 250. */
  @Property({
    type: 'text[]',
    ...domain('certification_assignment_certificate_countries'),
    defaultRaw: `'{}'`,
  })
  certificateCountries!: string[] & Opt;

  /** Developer-attached texts by key: at most 50, keys of 1 to 40 characters, values of 1 to 500. */
  @Property({ type: 'jsonb', ...domain('certification_assignment_metadata'), defaultRaw: `'{}'` })
  metadata!: Record<string, string> & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  updatedAt!: Date & Opt;
}
