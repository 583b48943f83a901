import { ArgsType, Field, InputType } from 'type-graphql';
import type { ClaimCategory as ClaimCategoryValue } from '../../entities/claim.js';
import type { ClaimSource as ClaimSourceValue } from '../../entities/claim-assignment.js';
import type { ClaimAssignmentOrderField as ClaimAssignmentOrderFieldValue } from '../../services/assignments/list-product-claims.js';
import type { ClaimOrderField as ClaimOrderFieldValue } from '../../services/claims/list-claims.js';
import type { ProductOrderField as ProductOrderFieldValue } from '../../services/products/list-products.js';
import { PageArgs } from '../connections/page-args.js';
import {
  ClaimAssignmentOrderField,
  ClaimCategory,
  ClaimOrderField,
  ClaimSource,
  ProductOrderField,
  SortDirection,
} from '../enums.js';
import { fieldLimits, inWords } from '../field-limits.js';
import { LocalDate } from '../scalars/date.js';
import { GTIN } from '../scalars/gtin.js';

const DIRECTION = { defaultValue: 'ASC', description: 'Which way.' } as const;

@InputType({ description: 'Which products a list holds: those that fit everything that is given.' })
export class ProductFilter {
  @Field(() => [GTIN], { nullable: true, description: 'One of these products; at most 100.' })
  gtins?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Words of the name or the brand, each from its beginning, whatever the case and the accents of their letters: \`oat dri\` finds "Oat Drink". 8 to 14 digits also find the product with that GTIN. At most 1,000 characters and 20 words; none is no filter; can be searched ${inWords(fieldLimits.productText)}.`,
  })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'The whole brand, in letters of either case.' })
  brand?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Codes of claims in letters of either case, all of which the product carries today; at most 10.',
  })
  claimCodes?: string[] | null;
}

@InputType({ description: 'How products are ordered; equal ones by GTIN.' })
export class ProductOrder {
  @Field(() => ProductOrderField, { defaultValue: 'GTIN', description: 'By what.' })
  field!: ProductOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ProductsArgs extends PageArgs {
  @Field(() => ProductFilter, { nullable: true, description: 'Which products; all when not given.' })
  filter?: ProductFilter | null;

  @Field(() => ProductOrder, { nullable: true, description: 'In which order; by GTIN when not given.' })
  orderBy?: ProductOrder | null;
}

@InputType({ description: 'Which claims a list holds: those that fit everything that is given.' })
export class ClaimFilter {
  @Field(() => String, { nullable: true, description: 'The whole code, in letters of either case.' })
  code?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'A part of the label, in letters of either case; nothing in it is a wildcard.',
  })
  label?: string | null;

  @Field(() => ClaimCategory, { nullable: true, description: 'The category.' })
  category?: ClaimCategoryValue | null;
}

@InputType({ description: 'How claims are ordered; equal ones by code.' })
export class ClaimOrder {
  @Field(() => ClaimOrderField, { defaultValue: 'CODE', description: 'By what.' })
  field!: ClaimOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ClaimsArgs extends PageArgs {
  @Field(() => ClaimFilter, { nullable: true, description: 'Which claims; all when not given.' })
  filter?: ClaimFilter | null;

  @Field(() => ClaimOrder, { nullable: true, description: 'In which order; by code when not given.' })
  orderBy?: ClaimOrder | null;
}

@InputType({ description: 'Which assignments a list holds: those that fit everything that is given.' })
export class ClaimAssignmentFilter {
  @Field(() => ClaimSource, { nullable: true, description: 'Who asserts the claim.' })
  source?: ClaimSourceValue | null;

  @Field(() => ClaimCategory, { nullable: true, description: 'Category of the claim.' })
  category?: ClaimCategoryValue | null;

  @Field(() => LocalDate, { nullable: true, description: 'A day on which the claim holds.' })
  activeOn?: string | null;
}

@InputType({ description: 'How the claims of a product are ordered; equal ones by the code of the claim.' })
export class ClaimAssignmentOrder {
  @Field(() => ClaimAssignmentOrderField, { defaultValue: 'CLAIM', description: 'By what.' })
  field!: ClaimAssignmentOrderFieldValue;

  @Field(() => SortDirection, DIRECTION)
  direction!: 'ASC' | 'DESC';
}

@ArgsType()
export class ClaimAssignmentsArgs extends PageArgs {
  @Field(() => ClaimAssignmentFilter, {
    nullable: true,
    description: 'Which assignments; all when not given.',
  })
  filter?: ClaimAssignmentFilter | null;
}

@ArgsType()
export class ProductClaimsArgs extends ClaimAssignmentsArgs {
  @Field(() => ClaimAssignmentOrder, {
    nullable: true,
    description: 'In which order; by the code of the claim when not given.',
  })
  orderBy?: ClaimAssignmentOrder | null;
}
