-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- (not prepared)
with found as materialized (
  select w.place, e.* from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place)
  cross join lateral (
    select e.* from claim_assignment_event e
    where e.gtin = w.gtin
    order by e.id desc limit 11) e)
select e.place, e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim
from found e join claim c on c.id = e.claim_id
order by e.place, e.id desc;

-- (not prepared)
select (select count(*) from claim_assignment_event e
  where e.gtin = w.gtin and (w.claim_id is null or e.claim_id = w.claim_id)) as count
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place) order by w.place;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
