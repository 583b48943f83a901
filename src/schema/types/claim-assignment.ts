import { Field, ID, ObjectType } from 'type-graphql';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import { ClaimSource } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { DateTime } from '../scalars/date-time.js';
import { Metadata } from '../scalars/metadata.js';
import { Claim } from './claim.js';
import { Node } from './node.js';

/** GraphQL view of an assignment. */
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'The statement that a product carries a claim. Product and claim together are its identity.',
})
export class ClaimAssignment extends Node {
  @Field(() => ID, { description: 'Global id: the GTIN and the short id of the claim, joined by a dot.' })
  override id!: string;

  @Field(() => Claim, { description: 'The claim that the product carries.' })
  claim!: Claim;

  @Field(() => ClaimSource, { description: 'Who asserts the claim.' })
  source!: ClaimSourceValue;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the claim is valid; null if the start is unknown.',
  })
  validFrom!: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the claim is valid; null if the claim does not expire.',
  })
  expirationDate!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'URL of evidence; empty if there is none. Only credentials of the organization that owns the product can read it, except publishable keys; null for others.',
  })
  evidenceUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Notes about the evidence; empty if there are none. Only credentials of the organization that owns the product can read them, except publishable keys; null for others.',
  })
  evidenceNote!: string | null;

  @Field(() => Metadata, {
    description: 'Texts that the client has attached, by key; empty if there are none.',
  })
  metadata!: Record<string, string>;

  @Field(() => DateTime, { description: 'Time of the assignment.' })
  createdAt!: string;

  @Field(() => DateTime, { description: 'Time of the last change of the assignment.' })
  updatedAt!: string;
}
