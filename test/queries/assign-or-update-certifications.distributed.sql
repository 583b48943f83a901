-- find_certifications_of_batch
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, false as "isByCode"
from certification c where c.id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $3::uuid)
union all select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, true
from certification c where c.code = any($2::text[]) and c.code <> '' and (c.organization_id = $3::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $3::uuid and o.code = c.code));

-- assign_or_update_certifications
with given as materialized (
  select r.* from unnest($5::text[], $6::uuid[], $7::date[], $8::date[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::date[], $16::date[], $17::text[], $18::text[], $19::text[], $20::int[], $21::text[])
    with ordinality as r (gtin, certification_id, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata, changes, sent, deleted_keys, place)),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any($5::text[])),
wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from given r left join products p on p.gtin = r.gtin),
assigned as (
  insert into certification_assignment (gtin, certification_id, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata)
  select w.gtin, w.certification_id, w.valid_from, w.expiration_date, w.certificate_number, w.issuing_body, w.verification_url, w.verification_status, w.scope, w.certification_value, w.audit_date, w.initial_certification_date, w.certificate_countries::text[], w.metadata::jsonb
  from wanted w
  where w.is_own and w.certification_id is not null and not $3::boolean
  order by w.place
  on conflict (gtin, certification_id) do nothing
  returning gtin, certification_id),
recorded as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select w.gtin, w.certification_id, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.certification_id = a.certification_id),
locked as materialized (
  select w.place, w.sent, w.deleted_keys, w.valid_from as sent_valid_from, w.expiration_date as sent_expiration_date, w.certificate_number as sent_certificate_number, w.issuing_body as sent_issuing_body, w.verification_url as sent_verification_url, w.verification_status as sent_verification_status, w.scope as sent_scope, w.certification_value as sent_certification_value, w.audit_date as sent_audit_date, w.initial_certification_date as sent_initial_certification_date, w.certificate_countries as sent_certificate_countries, w.metadata as sent_metadata, a.*
  from wanted w join certification_assignment a on a.gtin = w.gtin and a.certification_id = w.certification_id
  where w.is_own and a.gtin = any($5::text[]) and not exists (
    select from assigned n where n.gtin = w.gtin and n.certification_id = w.certification_id)),
computed as (
  select l.*,
    case when l.sent & 1 > 0 then l.sent_valid_from else l.valid_from end as new_valid_from,
    case when l.sent & 2 > 0 then l.sent_expiration_date else l.expiration_date end as new_expiration_date,
    case when l.sent & 4 > 0 then l.sent_certificate_number else l.certificate_number end as new_certificate_number,
    case when l.sent & 8 > 0 then l.sent_issuing_body else l.issuing_body end as new_issuing_body,
    case when l.sent & 16 > 0 then l.sent_verification_url else l.verification_url end as new_verification_url,
    case when l.sent & 32 > 0 then l.sent_verification_status else l.verification_status end as new_verification_status,
    case when l.sent & 64 > 0 then l.sent_scope else l.scope end as new_scope,
    case when l.sent & 128 > 0 then l.sent_certification_value else l.certification_value end as new_certification_value,
    case when l.sent & 256 > 0 then l.sent_audit_date else l.audit_date end as new_audit_date,
    case when l.sent & 512 > 0 then l.sent_initial_certification_date else l.initial_certification_date end as new_initial_certification_date,
    case when l.sent & 1024 > 0 then l.sent_certificate_countries::text[] else l.certificate_countries end as new_certificate_countries,
    case when l.sent & 2048 > 0 then (case when l.sent & 4096 > 0 then '{}' else l.metadata end || l.sent_metadata::jsonb)
        - array(select jsonb_array_elements_text(l.deleted_keys::jsonb)) else l.metadata end as new_metadata
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    (u.valid_from, u.expiration_date, u.certificate_number, u.issuing_body, u.verification_url, u.verification_status, u.scope, u.certification_value, u.audit_date, u.initial_certification_date, u.certificate_countries, u.metadata)
      is distinct from (u.new_valid_from, u.new_expiration_date, u.new_certificate_number, u.new_issuing_body, u.new_verification_url, u.new_verification_status, u.new_scope, u.new_certification_value, u.new_audit_date, u.new_initial_certification_date, u.new_certificate_countries, u.new_metadata) as differs,
    clock_timestamp() as new_updated_at
  from computed u),
changed as (
  update certification_assignment a set valid_from = u.new_valid_from, expiration_date = u.new_expiration_date, certificate_number = u.new_certificate_number, issuing_body = u.new_issuing_body, verification_url = u.new_verification_url, verification_status = u.new_verification_status, scope = u.new_scope, certification_value = u.new_certification_value, audit_date = u.new_audit_date, initial_certification_date = u.new_initial_certification_date, certificate_countries = u.new_certificate_countries, metadata = u.new_metadata, updated_at = u.new_updated_at
  from checked u
  where a.gtin = u.gtin and a.certification_id = u.certification_id and u.differs and u.dates_fit and u.metadata_fits
    and not $3::boolean and a.updated_at = u.updated_at
  returning u.place, a.valid_from, a.expiration_date, a.certificate_number, a.issuing_body, a.verification_url, a.verification_status, a.scope, a.certification_value, a.audit_date, a.initial_certification_date, a.certificate_countries, a.metadata, a.created_at, a.updated_at),
recorded_changes as (
  insert into certification_assignment_event (gtin, certification_id, action, organization_id, actor, changes)
  select u.gtin, u.certification_id, 'UPDATED', $1::uuid, $2, ('[' || concat_ws(',',
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
  from checked u where u.differs and u.dates_fit and u.metadata_fits and not $3::boolean),
stored as materialized (
  select a.gtin, a.certification_id from certification_assignment a where a.gtin = any($5::text[]) and $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes, count(*) as rows
  from (
    select w.place, case when not w.has_product then 'P'
      when not w.is_own then 'F'
      else 'C' end as outcome
    from wanted w where not w.is_own or w.certification_id is null
    union all select w.place, 'A'
    from assigned a join wanted w on w.gtin = a.gtin and w.certification_id = a.certification_id
    union all select w.place, 'R' from wanted w
    where $3::boolean and w.is_own and w.certification_id is not null and not exists (
      select from stored e where e.gtin = w.gtin and e.certification_id = w.certification_id)
    union all select u.place, case
      when not u.dates_fit and not u.metadata_fits then 'B'
      when not u.dates_fit then 'D'
      when not u.metadata_fits then 'M'
      when $3::boolean then 'R'
      else 'U' end
    from checked u) o),
existing as (
  select place, valid_from, expiration_date, certificate_number, issuing_body, verification_url, verification_status, scope, certification_value, audit_date, initial_certification_date, certificate_countries, metadata, created_at, updated_at from changed
  union all select u.place, u.valid_from, u.expiration_date, u.certificate_number, u.issuing_body, u.verification_url, u.verification_status, u.scope, u.certification_value, u.audit_date, u.initial_certification_date, u.certificate_countries, u.metadata, u.created_at, u.updated_at
  from checked u where not u.differs),
held as (
  select sum(octet_length(u.new_certificate_number) + octet_length(u.new_issuing_body) + octet_length(u.new_verification_url) + octet_length(u.new_verification_status) + octet_length(u.new_certification_value) + octet_length(u.new_certificate_countries::text) + octet_length(u.new_metadata::text)
      + case when $22::boolean then octet_length(u.new_scope) else 0 end) as bytes from checked u where u.dates_fit and u.metadata_fits)
select outcomes, now() as "assignedAt", (
    select json_agg(json_build_object('place', e.place, 'validFrom', e.valid_from, 'expirationDate', e.expiration_date, 'certificateNumber', e.certificate_number, 'issuingBody', e.issuing_body, 'verificationUrl', e.verification_url, 'verificationStatus', e.verification_status, 'scope', case when $22::boolean then e.scope end, 'certificationValue', e.certification_value, 'auditDate', e.audit_date, 'initialCertificationDate', e.initial_certification_date, 'certificateCountries', e.certificate_countries, 'metadata', e.metadata, 'createdAt', e.created_at::text,
      'updatedAt', e.updated_at::text))
    from existing e where not $3::boolean) as updated
from settled, held
where case when bytes > $23::int then end_batch('54000')
  when rows < (select count(*) from wanted)
    or not $3::boolean and (select count(*) from changed) < (
      select count(*) from checked u where u.differs and u.dates_fit and u.metadata_fits) or ($4::boolean and outcomes !~ '^[AU]*$')
    then end_batch('40001')
  else true end;
