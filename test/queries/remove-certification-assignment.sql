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
  select d.gtin, d.certification_id, 'REMOVED', $3::uuid, $4, ('[' || concat_ws(',',
      case when d.valid_from is not null then '{"field":"validFrom","before":' || coalesce(to_json(to_char(d.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.expiration_date is not null then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(d.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.certificate_number <> '' then '{"field":"certificateNumber","before":' || coalesce(to_json(nullif(d.certificate_number, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.issuing_body <> '' then '{"field":"issuingBody","before":' || coalesce(to_json(nullif(d.issuing_body, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.verification_url <> '' then '{"field":"verificationUrl","before":' || coalesce(to_json(nullif(d.verification_url, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.verification_status is not null then '{"field":"verificationStatus","before":' || coalesce(to_json(d.verification_status)::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.scope <> '' then '{"field":"scope","before":' || coalesce(to_json(nullif(d.scope, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.certification_value <> '' then '{"field":"certificationValue","before":' || coalesce(to_json(nullif(d.certification_value, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.audit_date is not null then '{"field":"auditDate","before":' || coalesce(to_json(to_char(d.audit_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.initial_certification_date is not null then '{"field":"initialCertificationDate","before":' || coalesce(to_json(to_char(d.initial_certification_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.certificate_countries <> '{}' then '{"field":"certificateCountries","before":' || coalesce(to_json(nullif(array_to_string(d.certificate_countries, ' '), ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.metadata <> '{}' then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(d.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || 'null' || '}' end) || ']')::jsonb from removed d)
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
