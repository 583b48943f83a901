-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- (not prepared)
with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  null as "evidenceUrl", null as "evidenceNote", null as metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, row_number() over (partition by a.gtin order by c.code desc) as rank
  from found a join claim c on c.id = a.claim_id)
select * from ranked where rank <= 11 order by gtin, rank;

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select e.* from claim_assignment_event e
    where e.gtin = $1::text and e.claim_id = $2::uuid
    order by e.id desc limit 26) l)
select e.place, e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim
from found e join claim c on c.id = e.claim_id
order by e.place, e.id desc;
