-- find_certifications
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, (select b.name from certification_body b
  where b.id = c.certification_body_id) as "certificationBodyName"
from certification c where c.id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $2::uuid);

-- find_certification_by_code
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard from certification c where c.code = $1 and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code));

-- find_certification_bodies
select b.id, b.name, b.website, b.description, b.logo_url as "logoUrl" from certification_body b where b.id = any($1::uuid[]);

-- find_certification_bodies
select b.id, b.name, b.website, b.description, b.logo_url as "logoUrl" from certification_body b where b.id = any($1::uuid[]);
