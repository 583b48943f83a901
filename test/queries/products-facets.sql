-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.organization_id = $1::uuid order by p.gtin limit 1;

-- (not prepared)
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, f.count from (
  select a.claim_id, count(*) as count from (select a.* from product p
  cross join lateral (select a.* from claim_assignment a where a.gtin = p.gtin and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0) a
  where p.organization_id = $1::uuid offset 0) a group by a.claim_id) f
join claim c on c.id = f.claim_id order by f.count desc, c.code limit 2;

-- (not prepared)
select category, count(*) as count from (
  select distinct a.gtin, c.category from (select a.* from product p
  cross join lateral (select a.* from claim_assignment a where a.gtin = p.gtin and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0) a
  where p.organization_id = $1::uuid offset 0) a join claim c on c.id = a.claim_id) f
group by category order by count desc, category collate "C";

-- (not prepared)
select source, count(*) as count from (
  select distinct a.gtin, a.source::text as source from (select a.* from product p
  cross join lateral (select a.* from claim_assignment a where a.gtin = p.gtin and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0) a
  where p.organization_id = $1::uuid offset 0) a) f
group by source order by count desc, source collate "C";

-- (not prepared)
select p.brand, count(*) as count from product p where p.brand <> '' and p.organization_id = $1::uuid
group by p.brand order by count desc, p.brand collate "C" limit 20;
