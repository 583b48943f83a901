/**
 * What the bare server sends, and pgbench too: one statement for each question, the answer as one text. They
 * are written as one would write them by hand, a nested selection as a nested query.
 */

const claimsOfProduct = `
  (select coalesce(json_agg(json_build_object('source', a.source, 'validFrom', a.valid_from,
      'claim', json_build_object('code', c.code, 'label', c.label, 'category', c.category))
      order by a.claim_id), '[]')
    from claim_assignment a join claim c on c.id = a.claim_id where a.gtin = p.gtin)`;

const product = `json_build_object('gtin', p.gtin, 'name', p.name, 'brand', p.brand, 'claims', ${claimsOfProduct})`;

export const statements = {
  product: `select ${product}::text as json from product p where p.gtin = $1`,

  page: `
    select json_build_object('products', json_agg(page.product order by page.gtin), 'next', max(page.gtin))::text as json
    from (select p.gtin, ${product} as product from product p where p.gtin > $1 order by p.gtin limit 25) page`,

  claims: `
    select coalesce(json_agg(row_to_json(page)), '[]')::text as json
    from (select id, code, label, category from claim where category = $1 order by code limit 25) page`,

  assign: `
    insert into claim_assignment (gtin, claim_id, source, valid_from) values ($1, $2::uuid, $3, $4::date)
    on conflict (gtin, claim_id) do nothing
    returning json_build_object('gtin', gtin, 'claimId', claim_id, 'source', source, 'validFrom', valid_from,
      'createdAt', created_at)::text as json`,
};
