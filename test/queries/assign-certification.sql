-- find_certification_id
select c.id from certification c where c.code = $1 and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code));

-- assign_certification
with found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and (c.organization_id is null or c.organization_id = $3::uuid)),
assigned as (
  insert into certification_assignment (gtin, certification_id, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata)
  select p.gtin, c.id, $5::date, $6::date, $7::text, $8::text, $9::text, $10::text, $11::text, $12::text, $13::date, $14::date, $15::text[], $16::jsonb
  from found_product p cross join found_certification c
  where p.organization_id = $3::uuid
  on conflict (gtin, certification_id) do nothing
  returning *),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select r.gtin, r.certification_id, 'ASSIGNED', $3::uuid, $4, ('[' || concat_ws(',',
      case when r.valid_from is not null then '{"field":"validFrom","before":' || 'null' || ',"after":' || coalesce(to_json(to_char(r.valid_from, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when r.expiration_date is not null then '{"field":"expirationDate","before":' || 'null' || ',"after":' || coalesce(to_json(to_char(r.expiration_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when r.certificate_number <> '' then '{"field":"certificateNumber","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(r.certificate_number, ''))::text, 'null') || '}' end,
      case when r.issuing_body <> '' then '{"field":"issuingBody","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(r.issuing_body, ''))::text, 'null') || '}' end,
      case when r.verification_url <> '' then '{"field":"verificationUrl","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(r.verification_url, ''))::text, 'null') || '}' end,
      case when r.verification_status is not null then '{"field":"verificationStatus","before":' || 'null' || ',"after":' || coalesce(to_json(r.verification_status)::text, 'null') || '}' end,
      case when r.scope <> '' then '{"field":"scope","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(r.scope, ''))::text, 'null') || '}' end,
      case when r.certification_value <> '' then '{"field":"certificationValue","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(r.certification_value, ''))::text, 'null') || '}' end,
      case when r.audit_date is not null then '{"field":"auditDate","before":' || 'null' || ',"after":' || coalesce(to_json(to_char(r.audit_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when r.initial_certification_date is not null then '{"field":"initialCertificationDate","before":' || 'null' || ',"after":' || coalesce(to_json(to_char(r.initial_certification_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when r.certificate_countries <> '{}' then '{"field":"certificateCountries","before":' || 'null' || ',"after":' || coalesce(to_json(nullif(array_to_string(r.certificate_countries, ' '), ''))::text, 'null') || '}' end,
      case when r.metadata <> '{}' then '{"field":"metadata","before":' || 'null' || ',"after":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(r.metadata) with ordinality as m (key, value, place)))::text, 'null') || '}' end) || ']')::jsonb from assigned r)
select case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification, a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", a.scope as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", a.metadata as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt"
from (select) as always
left join found_product p on true
left join found_certification c on true
left join assigned a on true;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
