import { Field, ID, ObjectType } from 'type-graphql';
import type { VerificationStatus as VerificationStatusValue } from '../../entities/certification-assignment.js';
import { VerificationStatus } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { DateTime } from '../scalars/date-time.js';
import { Metadata } from '../scalars/metadata.js';
import { Certification } from './certification.js';
import { Node } from './node.js';

/** GraphQL view of a certification's assignment. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The statement that a product holds a certification. Product and certification together are its identity.',
})
export class CertificationAssignment extends Node {
  @Field(() => ID, { description: 'Global id of the assignment.' })
  override id!: string;

  @Field(() => Certification, { description: 'The certification that the product holds.' })
  certification!: Certification;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the certificate is valid; null if the start is unknown.',
  })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the certificate is valid; null if it does not expire.',
  })
  expirationDate!: string | null;

  @Field(() => String, { description: 'Number of the certificate; may be empty.' })
  certificateNumber!: string;

  @Field(() => String, {
    description: 'Who issued the certificate, as its holder writes it; may be empty.',
  })
  issuingBody!: string;

  @Field(() => String, { description: 'URL at which the certificate can be checked; may be empty.' })
  verificationUrl!: string;

  @Field(() => VerificationStatus, {
    description: 'What the writer says about the certificate; it does not follow from the dates.',
  })
  verificationStatus!: VerificationStatusValue;

  @Field(() => String, { description: 'What the certificate covers; may be empty.' })
  scope!: string;

  @Field(() => String, {
    description: 'Assessed level or result (GS1 `certificationValue`); may be empty.',
  })
  certificationValue!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the last audit; null if it is unknown.' })
  auditDate!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day on which the product was first certified; null if it is unknown.',
  })
  initialCertificationDate!: string | null;

  @Field(() => [String], {
    description: 'Countries in which the certificate is valid, by their two letters (ISO 3166-1).',
  })
  certificateCountries!: string[];

  @Field(() => Metadata, {
    description: 'Texts that the client has attached, by key; empty if there are none.',
  })
  metadata!: Record<string, string>;

  @Field(() => DateTime, { description: 'Time of the assignment.' })
  createdAt!: string;

  @Field(() => DateTime, { description: 'Time of the last change of the assignment.' })
  updatedAt!: string;
}
