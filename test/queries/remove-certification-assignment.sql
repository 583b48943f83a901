-- remove_certification_assignment
with found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and (c.organization_id is null or c.organization_id = $3::uuid)),
removed as (
  delete from certification_assignment a
  using found_product p, found_certification c
  where a.gtin = $1 and a.certification_id = c.id and p.organization_id = $3::uuid
  returning a.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select d.gtin, d.certification_id, 'REMOVED', $3::uuid, $4, (
    select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after)
      order by f.place), '[]')
    from (values (0, 'validFrom', to_char(d.valid_from, 'YYYY-MM-DD'), null::text), (1, 'expirationDate', to_char(d.expiration_date, 'YYYY-MM-DD'), null), (2, 'certificateNumber', nullif(d.certificate_number, ''), null), (3, 'issuingBody', nullif(d.issuing_body, ''), null), (4, 'verificationUrl', nullif(d.verification_url, ''), null), (5, 'verificationStatus', d.verification_status, null), (6, 'scope', nullif(d.scope, ''), null), (7, 'certificationValue', nullif(d.certification_value, ''), null), (8, 'auditDate', to_char(d.audit_date, 'YYYY-MM-DD'), null), (9, 'initialCertificationDate', to_char(d.initial_certification_date, 'YYYY-MM-DD'), null), (10, 'certificateCountries', nullif(array_to_string(d.certificate_countries, ' '), ''), null), (11, 'metadata', (select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(d.metadata) with ordinality as m (key, value, place)), null)) as f (place, field, before, after)
    where f.before is distinct from f.after) from removed d)
select case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification,
  exists (select from removed) as removed
from (select) as always
left join found_product p on true
left join found_certification c on true;

-- list_product_certifications_brief_26
with found as materialized (
  select a.* from certification_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", null as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", null as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt", c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard,
    row_number() over (partition by a.gtin order by c.label, c.id) as rank
  from found a join certification c on c.id = a.certification_id
  where (c.organization_id is null or c.organization_id = $2::uuid))
select * from ranked where rank <= 26 order by gtin, rank;
