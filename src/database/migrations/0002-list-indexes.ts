import { Migration } from '@mikro-orm/migrations';

/** Indexes behind the orders and filters of lists. */
export class ListIndexes extends Migration {
  override up(): void {
    this.addSql('create index product_name_gtin_index on product (name, gtin);');
    this.addSql('create index product_created_at_gtin_index on product (created_at, gtin);');
    this.addSql('create index product_brand_gtin_index on product (lower(brand), gtin);');
    this.addSql(
      `create index product_search_index on product using gin (to_tsvector('simple', name || ' ' || brand));`,
    );
    this.addSql('create index claim_label_code_index on claim (label, code);');
    this.addSql('create index claim_category_code_index on claim (category, code);');
  }
}
