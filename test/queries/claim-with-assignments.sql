-- find_claim_by_code
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.code = $1;

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select a.* from claim_assignment a
    where a.claim_id = $3::uuid and coalesce(a.valid_from <= $2::date, true) and coalesce(a.expiration_date >= $2::date, true)
    order by a.gtin limit 11) l)
select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when p.organization_id = $1::uuid then a.evidence_url end as "evidenceUrl",
  case when p.organization_id = $1::uuid then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product
from found a
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
order by a.place, a.gtin;

-- (not prepared)
select a.claim_id as id, count(*) as count from claim_assignment a join claim c on c.id = a.claim_id
where a.claim_id = any($1::uuid[]) and coalesce(a.valid_from <= $2::date, true) and coalesce(a.expiration_date >= $2::date, true) group by a.claim_id;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
