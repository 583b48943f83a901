-- list_certification_bodies_26
select b.id, b.name, b.website, b.description, b.logo_url as "logoUrl" from certification_body b order by b.name limit 26;

-- (not prepared)
select count(*) as count from certification_body b;

-- (not prepared)
select c.* from unnest($1::uuid[]) with ordinality as w (id, place)
cross join lateral (
  select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard from certification c
  where c.certification_body_id = w.id and (c.organization_id is null or c.organization_id = $2::uuid)
  order by c.code, c.label, c.id limit 26) c
order by w.place, c.code, c.label, c.id;

-- (not prepared)
select c.certification_body_id as id, count(*) as count from certification c
where c.certification_body_id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $2::uuid) group by c.certification_body_id;
