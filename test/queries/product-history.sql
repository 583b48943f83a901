-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select e.* from claim_assignment_event e
    where e.gtin = $1::text
    order by e.id desc limit 11) l)
select e.place, e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim
from found e join claim c on c.id = e.claim_id
order by e.place, e.id desc;

-- (not prepared)
select w.place, count(*) as count
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place)
join claim_assignment_event e on e.gtin = w.gtin
where e.gtin = any($1::text[]) group by w.place;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
