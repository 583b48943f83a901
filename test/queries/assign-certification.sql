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
  select r.gtin, r.certification_id, 'ASSIGNED', $3::uuid, $4, (
    select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after)
      order by f.place), '[]')
    from (values (0, 'validFrom', null::text, to_char(r.valid_from, 'YYYY-MM-DD')), (1, 'expirationDate', null::text, to_char(r.expiration_date, 'YYYY-MM-DD')), (2, 'certificateNumber', null::text, nullif(r.certificate_number, '')), (3, 'issuingBody', null::text, nullif(r.issuing_body, '')), (4, 'verificationUrl', null::text, nullif(r.verification_url, '')), (5, 'verificationStatus', null::text, r.verification_status), (6, 'scope', null::text, nullif(r.scope, '')), (7, 'certificationValue', null::text, nullif(r.certification_value, '')), (8, 'auditDate', null::text, to_char(r.audit_date, 'YYYY-MM-DD')), (9, 'initialCertificationDate', null::text, to_char(r.initial_certification_date, 'YYYY-MM-DD')), (10, 'certificateCountries', null::text, nullif(array_to_string(r.certificate_countries, ' '), '')), (11, 'metadata', null::text, (select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(r.metadata) with ordinality as m (key, value, place)))) as f (place, field, before, after)
    where f.before is distinct from f.after) from assigned r)
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
