import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { VerificationStatus as VerificationStatusValue } from '../../entities/certification-assignment.js';
import type { CertificationAssignmentRecord, ProductRecord } from '../../services/records.js';
import type { Edge } from '../connections/connection-type.js';
import { CertificationAssignmentEdge } from '../connections/connections.js';
import { VerificationStatus } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';
import { Metadata } from '../scalars/metadata.js';
import { CertificationAssignment } from '../types/certification-assignment.js';
import { Product } from '../types/product.js';

/** Input of `assignCertification`. */
@InputType({ description: 'A certification to assign to a product.' })
export class AssignCertificationInput {
  @Field(() => GTIN, { description: 'The product: 8 to 14 digits.' })
  gtin!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The certification's id: its global id, the 22-character short form or the canonical UUID. Exactly one of `certificationId` and `certificationCode`.",
  })
  certificationId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The certification's code, ignoring case; that of the own organization before one that all share.",
  })
  certificationCode?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the certificate is valid.',
  })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the certificate is valid; not before the first.',
  })
  expirationDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the certificate: at most 100 characters; not null.',
  })
  certificateNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who issued the certificate: at most 255 characters; not null.',
  })
  issuingBody?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'URL at which the certificate can be checked: empty or absent, or an absolute http or https URL of at most 2,048 characters; not null.',
  })
  verificationUrl?: string | null;

  @Field(() => VerificationStatus, {
    nullable: true,
    description: 'What the writer says about the certificate: `UNVERIFIED` if absent; not null.',
  })
  verificationStatus?: VerificationStatusValue | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the certificate covers: at most 10,000 characters; not null.',
  })
  scope?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Assessed level or result: at most 255 characters; not null.',
  })
  certificationValue?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the last audit.' })
  auditDate?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which the product was first certified.',
  })
  initialCertificationDate?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Countries in which the certificate is valid, by their two capital letters (ISO 3166-1); at most 250; not null.',
  })
  certificateCountries?: string[] | null;

  @Field(() => Metadata, {
    nullable: true,
    description: 'Texts to attach. Keys with an empty value are dropped; null and `{}` attach nothing.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `assignCertification`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `assignCertification`.' })
export class AssignCertificationPayload {
  @Field(() => CertificationAssignment, { description: 'The new assignment.' })
  assignment!: CertificationAssignmentRecord;

  @Field(() => CertificationAssignmentEdge, {
    description:
      "The new assignment with its position in the product's certifications in their default order.",
  })
  assignmentEdge!: Edge<CertificationAssignmentRecord>;

  @Field(() => Product, { description: 'The product that holds the certification now.' })
  product!: ProductRecord;
}
