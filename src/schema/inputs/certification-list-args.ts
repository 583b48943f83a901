import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { VerificationStatus as VerificationStatusValue } from '../../entities/certification-assignment.js';
import type { ClaimAssignmentAction } from '../../entities/claim-assignment-event.js';
import type { Validity as ValidityValue } from '../../services/assignments/validity.js';
import type { CertificationAssignmentOrderField as CertificationAssignmentOrderFieldValue } from '../../services/certification-assignments/list-certifications-of-products.js';
import type { CertificationBodyOrderField as CertificationBodyOrderFieldValue } from '../../services/certifications/list-certification-bodies.js';
import type { CertificationOrderField as CertificationOrderFieldValue } from '../../services/certifications/list-certifications.js';
import { PageArgs } from '../connections/page-args.js';
import {
  CertificationAssignmentAction,
  CertificationAssignmentOrderField,
  CertificationBodyOrderField,
  CertificationOrderField,
  SortDirection,
  Validity,
  VerificationStatus,
} from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';

const DIRECTION = { defaultValue: 'ASC', description: 'Direction of the order.' } as const;

@InputType({ description: 'Conditions on certifications; a certification must fulfil all of them.' })
export class CertificationFilter {
  @Field(() => String, {
    nullable: true,
    description: 'The whole code, ignoring case; that of the own organization before one that all share.',
  })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A part of the label, ignoring case and without wildcards.',
  })
  label?: string | null;

  @Field(() => ID, { nullable: true, description: 'The body that issues the certification.' })
  certificationBodyId?: string | null;
}

@InputType({ description: 'Order of certifications; ties are ordered by the other field, then by id.' })
export class CertificationOrder {
  @Field(() => CertificationOrderField, {
    defaultValue: 'CODE',
    description: 'Field that determines the order.',
  })
  field!: CertificationOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class CertificationsArgs extends PageArgs {
  @Field(() => CertificationFilter, {
    nullable: true,
    description: 'Conditions on the certifications; all that the caller sees by default.',
  })
  filter?: CertificationFilter | null;

  @Field(() => CertificationOrder, {
    nullable: true,
    description: 'Order of the certifications; by code by default.',
  })
  orderBy?: CertificationOrder | null;
}

@InputType({ description: 'Conditions on certification bodies; a body must fulfil all of them.' })
export class CertificationBodyFilter {
  @Field(() => String, {
    nullable: true,
    description: 'A part of the name, ignoring case and without wildcards.',
  })
  name?: string | null;
}

@InputType({ description: 'Order of certification bodies.' })
export class CertificationBodyOrder {
  @Field(() => CertificationBodyOrderField, {
    defaultValue: 'NAME',
    description: 'Field that determines the order.',
  })
  field!: CertificationBodyOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class CertificationBodiesArgs extends PageArgs {
  @Field(() => CertificationBodyFilter, {
    nullable: true,
    description: 'Conditions on the bodies; all bodies by default.',
  })
  filter?: CertificationBodyFilter | null;

  @Field(() => CertificationBodyOrder, {
    nullable: true,
    description: 'Order of the bodies; by name by default.',
  })
  orderBy?: CertificationBodyOrder | null;
}

@InputType({
  description: 'Conditions on assignments of certifications; an assignment must fulfil all of them.',
})
export class CertificationAssignmentFilter {
  @Field(() => VerificationStatus, { nullable: true, description: 'The verification status.' })
  verificationStatus?: VerificationStatusValue | null;

  @Field(() => LocalDate, { nullable: true, description: 'A day on which the certificate is valid.' })
  activeOn?: string | null;

  @Field(() => [Validity], {
    nullable: true,
    description: 'Today (UTC) the certificate is upcoming, active or expired: one of these.',
  })
  validity?: ValidityValue[] | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the certificate may expire; those that do not expire are left out.',
  })
  expiresFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the certificate may expire; those that do not expire are left out.',
  })
  expiresUntil?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The certification is one that these codes name, ignoring case; at most 10.',
  })
  certificationCodes?: string[] | null;
}

@InputType({ description: 'Order of the certifications of a product; ties are ordered by id.' })
export class CertificationAssignmentOrder {
  @Field(() => CertificationAssignmentOrderField, {
    defaultValue: 'LABEL',
    description: 'Field that determines the order.',
  })
  field!: CertificationAssignmentOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class CertificationAssignmentsArgs extends PageArgs {
  @Field(() => CertificationAssignmentFilter, {
    nullable: true,
    description: 'Conditions on the assignments; all assignments by default.',
  })
  filter?: CertificationAssignmentFilter | null;
}

@ArgsType()
export class ProductCertificationsArgs extends CertificationAssignmentsArgs {
  @Field(() => CertificationAssignmentOrder, {
    nullable: true,
    description: 'Order of the assignments; by the label of the certification by default.',
  })
  orderBy?: CertificationAssignmentOrder | null;
}

@InputType({
  description: "Conditions on events of certifications' assignments; an event must fulfil all of them.",
})
export class CertificationEventFilter {
  @Field(() => [GTIN], { nullable: true, description: 'Of one of these products; at most 100.' })
  gtins?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'The certification is the one that one of these codes names, ignoring case; that of the own organization before one that all share; at most 10.',
  })
  certificationCodes?: string[] | null;

  @Field(() => [CertificationAssignmentAction], {
    nullable: true,
    description: 'One of these kinds of change.',
  })
  actions?: ClaimAssignmentAction[] | null;
}

@ArgsType()
export class CertificationEventsArgs extends PageArgs {
  @Field(() => CertificationEventFilter, {
    nullable: true,
    description: 'Conditions on the events; all events by default.',
  })
  filter?: CertificationEventFilter | null;
}
