-- find_claim_ids
select c.id, c.code, c.category from claim c where c.code = any($1::text[]);

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from (with few as materialized (select a.gtin from claim_assignment a where a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) order by a.gtin limit 1001)
  (select p.* from few cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where (select count(*) <= 1000 from few) and p.gtin = any($1::text[]) and fold_case(p.brand) collate "C" = fold_case($2) order by p.name desc, p.gtin desc limit 11)
  union all
  (select p.* from product p where not (select count(*) <= 1000 from few) and p.gtin = any($1::text[]) and fold_case(p.brand) collate "C" = fold_case($2) and exists (select from claim_assignment a where a.gtin = p.gtin and a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0) order by p.name desc, p.gtin desc limit 11)) p
order by p.name desc, p.gtin desc;

-- find_claim_ids
select c.id, c.code, c.category from claim c where c.code = any($1::text[]);

-- (not prepared)
with few as materialized (select a.gtin from claim_assignment a where a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) order by a.gtin limit 1001)
select (select count(*) from few cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where (select count(*) <= 1000 from few) and p.gtin = any($1::text[]) and fold_case(p.brand) collate "C" = fold_case($2)) + (select count(*) from product p where not (select count(*) <= 1000 from few) and p.gtin = any($1::text[]) and fold_case(p.brand) collate "C" = fold_case($2) and exists (select from claim_assignment a where a.gtin = p.gtin and a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0)) as count;
