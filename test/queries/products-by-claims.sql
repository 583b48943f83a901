-- find_claim_ids_by_frequency
select c.id, c.code, c.category from claim c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'claim_assignment' and s.attname = 'claim_id') f on f.id = c.id
where c.code = any($1::text[]) order by f.frequency nulls first, c.code;

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from (with few as materialized (select a.gtin from claim_assignment a where a.claim_id = any($2::uuid[]) and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) and a.source = $1 limit 1001)
  (select p.* from (select distinct gtin from few) few cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where (select count(*) <= 1000 from few) and not exists (select from claim_assignment n
  where n.gtin = p.gtin and n.claim_id = any($3::uuid[]) and coalesce(n.valid_from <= current_date, true) and coalesce(n.expiration_date >= current_date, true) and n.source = $1 offset 0) order by p.gtin limit 11)
  union all
  (select p.* from product p where not (select count(*) <= 1000 from few) and not exists (select from claim_assignment n
  where n.gtin = p.gtin and n.claim_id = any($3::uuid[]) and coalesce(n.valid_from <= current_date, true) and coalesce(n.expiration_date >= current_date, true) and n.source = $1 offset 0) and exists (select from claim_assignment o where o.gtin = p.gtin and o.claim_id = any($2::uuid[]) and coalesce(o.valid_from <= current_date, true) and coalesce(o.expiration_date >= current_date, true) and o.source = $1 offset 0) order by p.gtin limit 11)) p
order by p.gtin;

-- find_claim_ids_by_frequency
select c.id, c.code, c.category from claim c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'claim_assignment' and s.attname = 'claim_id') f on f.id = c.id
where c.code = any($1::text[]) order by f.frequency nulls first, c.code;

-- (not prepared)
select count(*) as count from product p where exists (select from claim_assignment a where a.gtin = p.gtin and a.claim_id = any($2::uuid[]) and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) and a.source = $1) and not exists (select from claim_assignment n
  where n.gtin = p.gtin and n.claim_id = any($3::uuid[]) and coalesce(n.valid_from <= current_date, true) and coalesce(n.expiration_date >= current_date, true) and n.source = $1 offset 0);
