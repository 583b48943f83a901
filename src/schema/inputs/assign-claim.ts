import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentRecord, ProductRecord } from '../../services/records.js';
import type { Edge } from '../connections/connection-type.js';
import { ClaimAssignmentEdge } from '../connections/connections.js';
import { ClaimSource } from '../enums.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';
import { Metadata } from '../scalars/metadata.js';
import { ClaimAssignment } from '../types/claim-assignment.js';
import { Product } from '../types/product.js';

/** Input of `assignClaim`. */
@InputType({ description: 'A claim to assign to a product.' })
export class AssignClaimInput {
  @Field(() => GTIN, { description: 'The product: 8 to 14 digits.' })
  gtin!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "The claim's id: the 22-character short form or the canonical UUID. Exactly one of `claimId` and `claimCode`.",
  })
  claimId?: string | null;

  @Field(() => String, { nullable: true, description: "The claim's code, ignoring case." })
  claimCode?: string | null;

  @Field(() => ClaimSource, {
    nullable: true,
    description: 'Who asserts the claim: `BRAND_SELF_DECLARED` if absent; not null.',
  })
  source?: ClaimSourceValue | null;

  @Field(() => LocalDate, { nullable: true, description: 'First day on which the claim is valid.' })
  validFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the claim is valid; not before `validFrom`.',
  })
  expirationDate?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'URL of evidence: empty or absent, or an absolute http or https URL of at most 2,048 characters; not null.',
  })
  evidenceUrl?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Notes about the evidence: at most 10,000 characters; not null.',
  })
  evidenceNote?: string | null;

  @Field(() => Metadata, {
    nullable: true,
    description: 'Texts to attach. Keys with an empty value are dropped; null and `{}` attach nothing.',
  })
  metadata?: Record<string, string> | null;
}

/** Payload of `assignClaim`. */
@ObjectType({ simpleResolvers: true, description: 'Result of `assignClaim`.' })
export class AssignClaimPayload {
  @Field(() => ClaimAssignment, { description: 'The new assignment.' })
  assignment!: ClaimAssignmentRecord;

  @Field(() => ClaimAssignmentEdge, {
    description: "The new assignment with its position in the product's claims in their default order.",
  })
  assignmentEdge!: Edge<ClaimAssignmentRecord>;

  @Field(() => Product, { description: 'The product that carries the claim now.' })
  product!: ProductRecord;
}
