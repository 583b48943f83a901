-- find_certification_ids_by_frequency
select c.id from certification c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'certification_assignment'
    and s.attname = 'certification_id') f on f.id = c.id
where c.code = any($1::text[]) and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code)) order by f.frequency nulls first, c.code;

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from (
  select a.gtin from certification_assignment a where a.certification_id = $1::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true) order by a.gtin limit 26) a
join product p on p.gtin = a.gtin order by p.gtin;

-- find_certification_ids_by_frequency
select c.id from certification c left join (
  select f.id, f.frequency from pg_stats s,
    unnest(s.most_common_vals::text::uuid[], s.most_common_freqs) as f (id, frequency)
  where s.schemaname = current_schema and s.tablename = 'certification_assignment'
    and s.attname = 'certification_id') f on f.id = c.id
where c.code = any($1::text[]) and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code)) order by f.frequency nulls first, c.code;

-- (not prepared)
select count(*) as count from (select a.gtin from certification_assignment a where a.certification_id = $1::uuid and coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true)) a;
