import type { Opt } from '@mikro-orm/core';
import { Check, Entity, Index, PrimaryKey, Property, Unique } from '@mikro-orm/decorators/legacy';

/** How a claim is grouped (ClaimCategoryEnum of the published specification). */
export const claimCategories = [
  'DIETARY',
  'INGREDIENT_ABSENCE',
  'ALLERGEN_FREE',
  'PROCESS',
  'SUSTAINABILITY',
  'OTHER',
] as const;
export type ClaimCategory = (typeof claimCategories)[number];

/** An entry of the catalogue: a statement that a product may carry. */
@Entity({ tableName: 'claim' })
@Index({ name: 'claim_label_code_index', properties: ['label', 'code'] })
@Index({ name: 'claim_category_code_index', properties: ['category', 'code'] })
@Check({ name: 'claim_code_check', expression: `code ~ '^[A-Z0-9_]{1,50}$'` })
@Check({ name: 'claim_label_check', expression: 'char_length(label) >= 1 and char_length(label) <= 100' })
@Check({
  name: 'claim_category_check',
  expression: `category in ('DIETARY', 'INGREDIENT_ABSENCE', 'ALLERGEN_FREE', 'PROCESS', 'SUSTAINABILITY', 'OTHER')`,
})
export class Claim {
  @PrimaryKey({ type: 'uuid', defaultRaw: 'uuid_v7()' })
  id!: string & Opt;

  /** Stable machine name, unique over the whole catalogue: `NON_GMO`. */
  @Property({ type: 'text', collation: 'C' })
  @Unique({ name: 'claim_code_unique' })
  code!: string;

  /** Display name: `Non-GMO`. */
  @Property({ type: 'text', collation: 'C' })
  label!: string;

  /** The label as searches for a part of it compare it. */
  @Property({ type: 'text', collation: 'C', generated: 'fold_case(label) stored', hidden: true, lazy: true })
  foldedLabel!: string & Opt;

  @Property({ type: 'text' })
  category!: ClaimCategory;

  /** The claim says little unless the brand explains it. */
  @Property({ type: 'boolean', default: false })
  requiresDefinition!: boolean & Opt;

  @Property({ type: 'text', default: '' })
  description!: string & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
