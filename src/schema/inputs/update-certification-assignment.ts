import { Field, InputType, ObjectType } from 'type-graphql';
import type { VerificationStatus as VerificationStatusValue } from '../../entities/certification-assignment.js';
import type { CertificationAssignmentRecord } from '../../services/records.js';
import { VerificationStatus } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { Metadata } from '../scalars/metadata.js';
import { CertificationAssignment } from '../types/certification-assignment.js';
import { CertificationAssignmentNameInput } from './certification-assignment-name.js';

/** Input of `updateCertificationAssignment`. */
@InputType({ description: "Changes of a certification's assignment. Absent fields stay unchanged." })
export class UpdateCertificationAssignmentInput extends CertificationAssignmentNameInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the certificate is valid; null if the start is unknown.',
  })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Last day on which the certificate is valid; not before the first; null if it does not expire.',
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
      'URL at which the certificate can be checked: empty, or an absolute http or https URL of at most 2,048 characters; not null.',
  })
  verificationUrl?: string | null;

  @Field(() => VerificationStatus, {
    nullable: true,
    description: 'What the writer says about the certificate; not null.',
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

  @Field(() => LocalDate, { nullable: true, description: 'Day of the last audit; null if it is unknown.' })
  auditDate?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which the product was first certified; null if it is unknown.',
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
    description:
      'Texts to merge into the stored ones: other keys stay, an empty value deletes its key, null and `{}` delete all keys.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `updateCertificationAssignment`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `updateCertificationAssignment`.' })
export class UpdateCertificationAssignmentPayload {
  @Field(() => CertificationAssignment, { description: 'The assignment after the change.' })
  assignment!: CertificationAssignmentRecord;
}
