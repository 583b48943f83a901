-- (not prepared)
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard from certification c where (c.organization_id is null or c.organization_id = $1::uuid) and c.code = $2 and c.code <> '' and (c.organization_id = $1::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $1::uuid and o.code = c.code)) and strpos(c.folded_label, (select fold_case($3))) > 0 order by c.label desc, c.code desc, c.id desc limit 26;

-- (not prepared)
select count(*) as count from certification c where (c.organization_id is null or c.organization_id = $1::uuid) and c.code = $2 and c.code <> '' and (c.organization_id = $1::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $1::uuid and o.code = c.code)) and strpos(c.folded_label, (select fold_case($3))) > 0;
