-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select e.* from certification_assignment_event e
    join certification c on c.id = e.certification_id and (c.organization_id is null or c.organization_id = $1::uuid)
    where e.gtin = $2::text
    order by e.id desc limit 26) l)
select e.place, e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification
from found e join certification c on c.id = e.certification_id
order by e.place, e.id desc;

-- (not prepared)
select w.place, count(*) as count
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, certification_id, place)
join certification_assignment_event e on e.gtin = w.gtin
join certification c on c.id = e.certification_id and (c.organization_id is null or c.organization_id = $3::uuid)
where e.gtin = any($1::text[]) group by w.place;
