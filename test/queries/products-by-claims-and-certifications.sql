-- find_claim_ids
select c.id, c.code, c.category from claim c where c.code = any($1::text[]);

-- find_certification_ids_by_frequency
select c.id from certification c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'certification_assignment'
    and s.attname = 'certification_id') f on f.id = c.id
where c.code = any($1::text[]) and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code)) order by f.frequency nulls first, c.code;

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from (with few as materialized (select a.gtin from claim_assignment a where a.claim_id = $2::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) order by a.gtin limit 1001)
  (select p.* from few cross join lateral (select p.* from product p where p.gtin = few.gtin limit 1) p where (select count(*) <= 1000 from few) and exists (select from certification_assignment h
  where h.gtin = p.gtin and h.certification_id = $1::uuid and coalesce(h.valid_from <= current_date, true) and coalesce(h.expiration_date >= current_date, true) offset 0) order by p.gtin limit 26)
  union all
  (select p.* from product p where not (select count(*) <= 1000 from few) and exists (select from certification_assignment h
  where h.gtin = p.gtin and h.certification_id = $1::uuid and coalesce(h.valid_from <= current_date, true) and coalesce(h.expiration_date >= current_date, true) offset 0) and exists (select from claim_assignment a where a.gtin = p.gtin and a.claim_id = $2::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) offset 0) order by p.gtin limit 26)) p
order by p.gtin;
