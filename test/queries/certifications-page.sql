-- list_certifications_11
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard from certification c where (c.organization_id is null or c.organization_id = $1::uuid) order by c.code, c.label, c.id limit 11;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
