-- update_certification_assignment
with found_product as (select * from product where gtin = $1),
found_certification as (select c.* from certification c where c.id = $2::uuid and (c.organization_id is null or c.organization_id = $3::uuid)),
locked as materialized (
  select a.* from certification_assignment a
  where a.gtin = $1 and a.certification_id = (select id from found_certification)
    and exists (select from found_product p where p.organization_id = $3::uuid)
  for no key update),
wanted as (
  select l.*,
    case when $4::jsonb ? 'validFrom' then ($4::jsonb ->> 'validFrom')::date else l.valid_from end as new_valid_from, case when $4::jsonb ? 'expirationDate' then ($4::jsonb ->> 'expirationDate')::date else l.expiration_date end as new_expiration_date, case when $4::jsonb ? 'certificateNumber' then ($4::jsonb ->> 'certificateNumber') else l.certificate_number end as new_certificate_number, case when $4::jsonb ? 'issuingBody' then ($4::jsonb ->> 'issuingBody') else l.issuing_body end as new_issuing_body, case when $4::jsonb ? 'verificationUrl' then ($4::jsonb ->> 'verificationUrl') else l.verification_url end as new_verification_url, case when $4::jsonb ? 'verificationStatus' then ($4::jsonb ->> 'verificationStatus') else l.verification_status end as new_verification_status, case when $4::jsonb ? 'scope' then ($4::jsonb ->> 'scope') else l.scope end as new_scope, case when $4::jsonb ? 'certificationValue' then ($4::jsonb ->> 'certificationValue') else l.certification_value end as new_certification_value, case when $4::jsonb ? 'auditDate' then ($4::jsonb ->> 'auditDate')::date else l.audit_date end as new_audit_date, case when $4::jsonb ? 'initialCertificationDate' then ($4::jsonb ->> 'initialCertificationDate')::date else l.initial_certification_date end as new_initial_certification_date, case when $4::jsonb ? 'certificateCountries' then array(select jsonb_array_elements_text($4::jsonb -> 'certificateCountries')) else l.certificate_countries end as new_certificate_countries, (case when $7 then '{}' else l.metadata end || $5::jsonb) - $6::text[] as new_metadata
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    (u.valid_from, u.expiration_date, u.certificate_number, u.issuing_body, u.verification_url, u.verification_status, u.scope, u.certification_value, u.audit_date, u.initial_certification_date, u.certificate_countries, u.metadata)
      is distinct from (u.new_valid_from, u.new_expiration_date, u.new_certificate_number, u.new_issuing_body, u.new_verification_url, u.new_verification_status, u.new_scope, u.new_certification_value, u.new_audit_date, u.new_initial_certification_date, u.new_certificate_countries, u.new_metadata) as differs,
    clock_timestamp() as new_updated_at
  from wanted u),
changed as (
  update certification_assignment a set valid_from = u.new_valid_from, expiration_date = u.new_expiration_date, certificate_number = u.new_certificate_number, issuing_body = u.new_issuing_body, verification_url = u.new_verification_url, verification_status = u.new_verification_status, scope = u.new_scope, certification_value = u.new_certification_value, audit_date = u.new_audit_date, initial_certification_date = u.new_initial_certification_date, certificate_countries = u.new_certificate_countries, metadata = u.new_metadata, updated_at = u.new_updated_at
  from checked u
  where a.gtin = $1 and a.certification_id = u.certification_id
    and u.differs and u.dates_fit and u.metadata_fits
  returning a.*),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select u.gtin, u.certification_id, 'UPDATED', $3::uuid, $8, ('[' || concat_ws(',',
      case when u.valid_from is distinct from u.new_valid_from then '{"field":"validFrom","before":' || coalesce(to_json(to_char(u.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_valid_from, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.expiration_date is distinct from u.new_expiration_date then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(u.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_expiration_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.certificate_number is distinct from u.new_certificate_number then '{"field":"certificateNumber","before":' || coalesce(to_json(nullif(u.certificate_number, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_certificate_number, ''))::text, 'null') || '}' end,
      case when u.issuing_body is distinct from u.new_issuing_body then '{"field":"issuingBody","before":' || coalesce(to_json(nullif(u.issuing_body, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_issuing_body, ''))::text, 'null') || '}' end,
      case when u.verification_url is distinct from u.new_verification_url then '{"field":"verificationUrl","before":' || coalesce(to_json(nullif(u.verification_url, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_verification_url, ''))::text, 'null') || '}' end,
      case when u.verification_status is distinct from u.new_verification_status then '{"field":"verificationStatus","before":' || coalesce(to_json(u.verification_status)::text, 'null') || ',"after":' || coalesce(to_json(u.new_verification_status)::text, 'null') || '}' end,
      case when u.scope is distinct from u.new_scope then '{"field":"scope","before":' || coalesce(to_json(nullif(u.scope, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_scope, ''))::text, 'null') || '}' end,
      case when u.certification_value is distinct from u.new_certification_value then '{"field":"certificationValue","before":' || coalesce(to_json(nullif(u.certification_value, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_certification_value, ''))::text, 'null') || '}' end,
      case when u.audit_date is distinct from u.new_audit_date then '{"field":"auditDate","before":' || coalesce(to_json(to_char(u.audit_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_audit_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.initial_certification_date is distinct from u.new_initial_certification_date then '{"field":"initialCertificationDate","before":' || coalesce(to_json(to_char(u.initial_certification_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_initial_certification_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.certificate_countries is distinct from u.new_certificate_countries then '{"field":"certificateCountries","before":' || coalesce(to_json(nullif(array_to_string(u.certificate_countries, ' '), ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(array_to_string(u.new_certificate_countries, ' '), ''))::text, 'null') || '}' end,
      case when u.metadata is distinct from u.new_metadata then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.new_metadata) with ordinality as m (key, value, place)))::text, 'null') || '}' end) || ']')::jsonb
  from checked u where exists (select from changed)),
current as (select * from changed union all select * from locked where not exists (select from changed))
select case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification,
  u.dates_fit as "datesFit", u.metadata_fits as "metadataFits", a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", a.scope as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", a.metadata as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt"
from (select) as always
left join found_product p on true
left join found_certification c on true
left join current a on true
left join checked u on true;
