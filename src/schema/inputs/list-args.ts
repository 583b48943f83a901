import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { ClaimCategory as ClaimCategoryValue } from '../../entities/claim.js';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentAction as ClaimAssignmentActionValue } from '../../entities/claim-assignment-event.js';
import type { AssignmentSearchOrderField as AssignmentSearchOrderFieldValue } from '../../services/assignments/assignment-search-order.js';
import type { ClaimAssignmentOrderField as ClaimAssignmentOrderFieldValue } from '../../services/assignments/list-product-claims.js';
import type { Validity as ValidityValue } from '../../services/assignments/validity.js';
import type { ClaimOrderField as ClaimOrderFieldValue } from '../../services/claims/list-claims.js';
import type { ProductOrderField as ProductOrderFieldValue } from '../../services/products/list-products.js';
import { PageArgs } from '../connections/page-args.js';
import {
  ClaimAssignmentAction,
  ClaimAssignmentOrderField,
  ClaimAssignmentSearchOrderField,
  ClaimCategory,
  ClaimOrderField,
  ClaimSource,
  ProductOrderField,
  SortDirection,
  Validity,
} from '../enums.js';
import { fieldLimits, inWords } from '../field-limits.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';

const DIRECTION = { defaultValue: 'ASC', description: 'Direction of the order.' } as const;

/** Members that say which assignments are meant. */
@InputType()
abstract class AssignmentPeriod {
  @Field(() => ClaimSource, { nullable: true, description: 'Who asserts the claim.' })
  source?: ClaimSourceValue | null;

  @Field(() => ClaimCategory, { nullable: true, description: 'Category of the claim.' })
  category?: ClaimCategoryValue | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which the claim may expire; claims that do not expire are left out.',
  })
  expiresFrom?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Last day on which the claim may expire; claims that do not expire are left out.',
  })
  expiresUntil?: string | null;
}

@InputType({
  description:
    'Conditions on the claims of a product, which must fulfil all of them. `category`, `source` and the dates say which assignments count, for `all`, `any` and `none` alike; alone they ask for one such assignment. Codes ignore case, at most 10 in a list.',
})
export class ProductClaimsFilter extends AssignmentPeriod {
  @Field(() => [String], { nullable: true, description: 'Codes of claims: the product carries all of them.' })
  all?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of claims: the product carries at least one of them.',
  })
  any?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of claims: the product carries none of them.',
  })
  none?: string[] | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'A day on which the claims are valid; today (UTC) by default.',
  })
  activeOn?: string | null;
}

@InputType({ description: 'Conditions on products; a product must fulfil all of them.' })
export class ProductFilter {
  @Field(() => [GTIN], { nullable: true, description: 'One of these products; at most 100.' })
  gtins?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Words of the name or the brand, each from its beginning, whatever the case and the accents of their letters: \`oat dri\` finds "Oat Drink". 8 to 14 digits also find the product with that GTIN. At most 1,000 characters and 20 words; none is no filter; can be searched ${inWords(fieldLimits.productText)}.`,
  })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole brand, ignoring case.' })
  brand?: string | null;

  @Field(() => ID, { nullable: true, description: 'The organization that owns the product.' })
  organizationId?: string | null;

  @Field(() => ProductClaimsFilter, {
    nullable: true,
    description: 'Conditions on the claims that the product carries.',
  })
  claims?: ProductClaimsFilter | null;

  @Field(() => [String], {
    nullable: true,
    deprecationReason: 'Use `claims.all`.',
    description:
      'Codes of claims, ignoring case: the product carries all of them and they are valid today; at most 10. Not together with `claims`.',
  })
  claimCodes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Codes of certifications, ignoring case: the product holds all of them and they are valid today; at most 10.',
  })
  certificationCodes?: string[] | null;
}

@InputType({ description: 'Order of products; ties are ordered by GTIN.' })
export class ProductOrder {
  @Field(() => ProductOrderField, { defaultValue: 'GTIN', description: 'Field that determines the order.' })
  field!: ProductOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilter, {
    nullable: true,
    description: 'Conditions on the products; all products by default.',
  })
  filter?: ProductFilter | null;

  @Field(() => ProductOrder, { nullable: true, description: 'Order of the products; by GTIN by default.' })
  orderBy?: ProductOrder | null;
}

@InputType({ description: 'Conditions on claims; a claim must fulfil all of them.' })
export class ClaimFilter {
  @Field(() => String, { nullable: true, description: 'The whole code, ignoring case.' })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A part of the label, ignoring case and without wildcards.',
  })
  label?: string | null;

  @Field(() => ClaimCategory, { nullable: true, description: 'The category.' })
  category?: ClaimCategoryValue | null;
}

@InputType({ description: 'Order of claims; ties are ordered by code.' })
export class ClaimOrder {
  @Field(() => ClaimOrderField, { defaultValue: 'CODE', description: 'Field that determines the order.' })
  field!: ClaimOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ClaimsArgs extends PageArgs {
  @Field(() => ClaimFilter, {
    nullable: true,
    description: 'Conditions on the claims; all claims by default.',
  })
  filter?: ClaimFilter | null;

  @Field(() => ClaimOrder, { nullable: true, description: 'Order of the claims; by code by default.' })
  orderBy?: ClaimOrder | null;
}

@InputType({ description: 'Conditions on assignments; an assignment must fulfil all of them.' })
export class ClaimAssignmentFilter extends AssignmentPeriod {
  @Field(() => LocalDate, { nullable: true, description: 'A day on which the claim is valid.' })
  activeOn?: string | null;

  @Field(() => [Validity], {
    nullable: true,
    description: 'Today (UTC) the claim is upcoming, active or expired: one of these.',
  })
  validity?: ValidityValue[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The claim has one of these codes, ignoring case; at most 10.',
  })
  claimCodes?: string[] | null;
}

@InputType({
  description: 'Conditions on assignments of all products; an assignment must fulfil all of them.',
})
export class ClaimAssignmentSearch extends ClaimAssignmentFilter {
  @Field(() => [GTIN], { nullable: true, description: 'Of one of these products; at most 100.' })
  gtins?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The organization that owns the product.' })
  organizationId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether a URL of evidence or a note about it is stored. Either way only assignments of products whose evidence the caller can read.',
  })
  hasEvidence?: boolean | null;
}

@InputType({
  description: 'Order of the assignments of all products; ties are ordered by GTIN and the id of the claim.',
})
export class ClaimAssignmentSearchOrder {
  @Field(() => ClaimAssignmentSearchOrderField, {
    defaultValue: 'GTIN',
    description: 'Field that determines the order.',
  })
  field!: AssignmentSearchOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ClaimAssignmentSearchArgs extends PageArgs {
  @Field(() => ClaimAssignmentSearch, {
    nullable: true,
    description: 'Conditions on the assignments; all assignments by default.',
  })
  filter?: ClaimAssignmentSearch | null;

  @Field(() => ClaimAssignmentSearchOrder, {
    nullable: true,
    description: 'Order of the assignments; by GTIN by default.',
  })
  orderBy?: ClaimAssignmentSearchOrder | null;
}

@InputType({ description: 'Order of the claims of a product; ties are ordered by the code of the claim.' })
export class ClaimAssignmentOrder {
  @Field(() => ClaimAssignmentOrderField, {
    defaultValue: 'CLAIM',
    description: 'Field that determines the order.',
  })
  field!: ClaimAssignmentOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ClaimAssignmentsArgs extends PageArgs {
  @Field(() => ClaimAssignmentFilter, {
    nullable: true,
    description: 'Conditions on the assignments; all assignments by default.',
  })
  filter?: ClaimAssignmentFilter | null;
}

@ArgsType()
export class ProductClaimsArgs extends ClaimAssignmentsArgs {
  @Field(() => ClaimAssignmentOrder, {
    nullable: true,
    description: 'Order of the assignments; by the code of the claim by default.',
  })
  orderBy?: ClaimAssignmentOrder | null;
}

@InputType({ description: 'Conditions on events; an event must fulfil all of them.' })
export class ClaimEventFilter {
  @Field(() => [GTIN], { nullable: true, description: 'Of one of these products; at most 100.' })
  gtins?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'The claim has one of these codes, ignoring case; at most 10.',
  })
  claimCodes?: string[] | null;

  @Field(() => [ClaimAssignmentAction], { nullable: true, description: 'One of these kinds of change.' })
  actions?: ClaimAssignmentActionValue[] | null;
}

@ArgsType()
export class ClaimEventsArgs extends PageArgs {
  @Field(() => ClaimEventFilter, {
    nullable: true,
    description: 'Conditions on the events; all events by default.',
  })
  filter?: ClaimEventFilter | null;
}
