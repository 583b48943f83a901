import { Field, ID, ObjectType } from 'type-graphql';
import type {
  ClaimAssignmentAction as ClaimAssignmentActionValue,
  FieldChange as FieldChangeValue,
} from '../../entities/claim-assignment-event.js';
import { ClaimAssignmentAction, ClaimAssignmentField } from '../enums.js';
import { DateTime } from '../scalars/date-time.js';
import { Claim } from './claim.js';
import { Node } from './node.js';

/** GraphQL view of one changed field. */
@ObjectType({ simpleResolvers: true, description: 'A field of an assignment, before and after a change.' })
export class FieldChange {
  @Field(() => ClaimAssignmentField, { description: 'The field of `ClaimAssignment`.' })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Value before the change, metadata as JSON; null if the field was empty.',
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Value after the change, metadata as JSON; null if the field is empty.',
  })
  after!: string | null;
}

/** GraphQL view of an entry of the history. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "An entry of the history of a product's claims. Entries are never changed.",
})
export class ClaimAssignmentEvent extends Node {
  @Field(() => ID, { description: 'Global id of the event.' })
  override id!: string;

  @Field(() => DateTime, { description: 'Time of the change.' })
  at!: string;

  @Field(() => ClaimAssignmentAction, { description: 'Kind of change.' })
  action!: ClaimAssignmentActionValue;

  @Field(() => String, {
    description:
      'The credential that made the change, by its id (never its secret): `key.<id>` or `token.<subject>`; `import` or `demo` for commands.',
  })
  actor!: string;

  @Field(() => [FieldChange], { description: 'The fields that changed.' })
  changes!: FieldChangeValue[];

  @Field(() => Claim, { description: 'The claim that was assigned, changed or removed.' })
  claim!: Claim;
}
