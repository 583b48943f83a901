import { Field, ID, ObjectType } from 'type-graphql';
import type { ClaimAssignmentAction, FieldChange } from '../../entities/claim-assignment-event.js';
import { CertificationAssignmentAction, CertificationAssignmentField } from '../enums.js';
import { DateTime } from '../scalars/date-time.js';
import { Certification } from './certification.js';
import { Node } from './node.js';

/** GraphQL view of one changed field. */
@ObjectType({
  simpleResolvers: true,
  description: "A field of a certification's assignment, before and after a change.",
})
export class CertificationFieldChange {
  @Field(() => CertificationAssignmentField, { description: 'The field of `CertificationAssignment`.' })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Value before the change, metadata as JSON, countries separated by blanks; null if the field was empty.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Value after the change, metadata as JSON, countries separated by blanks; null if the field is empty.',
  })
  after!: string | null;
}

/** GraphQL view of an entry of the history of certifications. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "An entry of the history of a product's certifications. Entries are never changed.",
})
export class CertificationAssignmentEvent extends Node {
  @Field(() => ID, { description: 'Global id of the event.' })
  override id!: string;

  @Field(() => DateTime, { description: 'Time of the change.' })
  at!: string;

  @Field(() => CertificationAssignmentAction, { description: 'Kind of change.' })
  action!: ClaimAssignmentAction;

  @Field(() => String, {
    description:
      'The credential that made the change, by its id (never its secret): `key.<id>` or `token.<subject>`; `import`, `demo` or `transfer` for commands.',
  })
  actor!: string;

  @Field(() => [CertificationFieldChange], { description: 'The fields that changed.' })
  changes!: FieldChange[];

  @Field(() => Certification, { description: 'The certification that was assigned, changed or removed.' })
  certification!: Certification;
}
