import type { Opt, Rel } from '@mikro-orm/core';
import { Check, Entity, Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Organization } from './organization.js';

/** A trade item, known by its GTIN; the GTIN is the key of everything that hangs on a product. */
@Entity({ tableName: 'product' })
@Index({ name: 'product_name_gtin_index', properties: ['name', 'gtin'] })
@Index({ name: 'product_created_at_gtin_index', properties: ['createdAt', 'gtin'] })
@Index({ name: 'product_organization_id_gtin_index', properties: ['organization', 'gtin'] })
@Index({ name: 'product_organization_id_name_gtin_index', properties: ['organization', 'name', 'gtin'] })
@Index({
  name: 'product_organization_id_created_at_gtin_index',
  properties: ['organization', 'createdAt', 'gtin'],
})
@Index({
  name: 'product_folded_brand_gtin_index',
  expression: `create index "product_folded_brand_gtin_index" on "product" ((fold_case(brand) collate "C"), gtin)`,
})
@Index({
  name: 'product_words_index',
  expression: `create index "product_words_index" on "product" using gin (search_words(name || ' ' || brand))`,
})
@Check({ name: 'product_gtin_check', expression: `gtin ~ '^[0-9]{14}$'` })
@Check({ name: 'product_name_check', expression: 'char_length(name) >= 1 and char_length(name) <= 255' })
@Check({ name: 'product_brand_check', expression: 'char_length(brand) <= 255' })
export class Product {
  /** GTIN-14, shorter forms left-padded with zeros. */
  @PrimaryKey({ type: 'text', collation: 'C' })
  gtin!: string;

  @ManyToOne(() => Organization, { index: false })
  organization!: Rel<Organization>;

  @Property({ type: 'text', collation: 'C' })
  name!: string;

  /** As the source writes it; empty when the source names none. */
  @Property({ type: 'text', default: '' })
  brand!: string & Opt;

  @Property({ type: 'timestamptz', length: 6, defaultRaw: 'now()' })
  createdAt!: Date & Opt;
}
