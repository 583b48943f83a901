import { Migration } from '@mikro-orm/migrations';

/**
 * Indexes behind the lists of assignments of all products and of an organization's products, and the folded labels of
 * claims. Indexes for text and brands that only version 0.1 used go.
 */
export class ListsOfAssignments extends Migration {
  override up(): void {
    // Assignments without an end are the last in either direction, so that both kinds are read one after the other.
    this.addSql(`
      create index claim_assignment_expiration_date_index on claim_assignment (expiration_date, gtin, claim_id)
        where expiration_date is not null;`);
    this.addSql(`
      create index claim_assignment_without_end_index on claim_assignment (gtin, claim_id)
        where expiration_date is null;`);
    this.addSql(
      'create index claim_assignment_updated_at_index on claim_assignment (updated_at, gtin, claim_id);',
    );
    for (const column of ['name', 'created_at']) {
      this.addSql(`
        create index product_organization_id_${column}_gtin_index on product (organization_id, ${column}, gtin);`);
    }
    this.addSql('create index product_organization_id_gtin_index on product (organization_id, gtin);');
    // A search for a part of a label reads the whole catalogue, whose labels were folded anew for each search.
    this.addSql(`
      alter table claim
        add column folded_label text collate "C" not null generated always as (fold_case(label)) stored;`);
    this.addSql('drop index product_organization_id_index;');
    this.addSql('drop index product_brand_gtin_index;');
    this.addSql('drop index product_search_index;');
  }
}
