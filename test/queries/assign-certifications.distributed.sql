-- find_certifications_of_batch
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, false as "isByCode"
from certification c where c.id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $3::uuid)
union all select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, true
from certification c where c.code = any($2::text[]) and c.code <> '' and (c.organization_id = $3::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $3::uuid and o.code = c.code));

-- assign_certifications
with given as materialized (
  select r.* from unnest($5::text[], $6::uuid[], $7::date[], $8::date[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::date[], $16::date[], $17::text[], $18::text[], $19::text[])
    with ordinality as r (gtin, certification_id, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata, changes, place)),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any($5::text[])),
wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from given r left join products p on p.gtin = r.gtin),
assigned as (
  insert into certification_assignment (gtin, certification_id, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata)
  select w.gtin, w.certification_id, w.valid_from, w.expiration_date, w.certificate_number, w.issuing_body, w.verification_url, w.verification_status, w.scope, w.certification_value, w.audit_date, w.initial_certification_date, w.certificate_countries::text[], w.metadata::jsonb
  from wanted w
  where w.is_own and w.certification_id is not null and not $3::boolean
  order by w.place
  on conflict (gtin, certification_id) do nothing
  returning gtin, certification_id),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select w.gtin, w.certification_id, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.certification_id = a.certification_id),
stored as materialized (
  select a.gtin, a.certification_id from certification_assignment a where a.gtin = any($5::text[]) and $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    select w.place, case when not w.has_product then 'P'
      when not w.is_own then 'F'
      else 'C' end as outcome
    from wanted w where not w.is_own or w.certification_id is null
    union all select w.place, case when a.gtin is not null then 'A'
      when $3::boolean and not exists (
        select from stored e where e.gtin = w.gtin and e.certification_id = w.certification_id) then 'R'
      else 'E' end
    from wanted w left join assigned a on a.gtin = w.gtin and a.certification_id = w.certification_id
    where w.is_own and w.certification_id is not null) o)
select outcomes, now() as "assignedAt"
from settled
where case when $4::boolean and outcomes !~ '^A*$' then end_batch('40001') else true end;

-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);
