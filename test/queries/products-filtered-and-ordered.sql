-- find_claim_ids
select c.id from claim c where c.code = any($1::text[]) order by c.code;

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]) and lower(p.brand) = lower($2) and p.gtin in (select a.gtin from claim_assignment a where a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true)) order by p.name desc, p.gtin desc limit 11;

-- find_claim_ids
select c.id from claim c where c.code = any($1::text[]) order by c.code;

-- (not prepared)
select count(*) as count from product p where p.gtin = any($1::text[]) and lower(p.brand) = lower($2) and p.gtin in (select a.gtin from claim_assignment a where a.claim_id = $3::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true));
