-- update_claim_assignment
with found_product as (select * from product where gtin = $1),
found_claim as (select * from claim where id = $2::uuid),
locked as materialized (
  select a.* from claim_assignment a
  where a.gtin = $1 and a.claim_id = $2::uuid
    and exists (select from found_product p where p.organization_id = $3::uuid)
  for no key update),
wanted as (
  select l.*,
    case when $4::jsonb ? 'source' then ($4::jsonb ->> 'source') else l.source end as new_source, case when $4::jsonb ? 'validFrom' then ($4::jsonb ->> 'validFrom')::date else l.valid_from end as new_valid_from, case when $4::jsonb ? 'expirationDate' then ($4::jsonb ->> 'expirationDate')::date else l.expiration_date end as new_expiration_date, case when $4::jsonb ? 'evidenceUrl' then ($4::jsonb ->> 'evidenceUrl') else l.evidence_url end as new_evidence_url, case when $4::jsonb ? 'evidenceNote' then ($4::jsonb ->> 'evidenceNote') else l.evidence_note end as new_evidence_note, (case when $7 then '{}' else l.metadata end || $5::jsonb) - $6::text[] as new_metadata
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    (u.source, u.valid_from, u.expiration_date, u.evidence_url, u.evidence_note, u.metadata)
      is distinct from (u.new_source, u.new_valid_from, u.new_expiration_date, u.new_evidence_url, u.new_evidence_note, u.new_metadata) as differs,
    clock_timestamp() as new_updated_at
  from wanted u),
changed as (
  update claim_assignment a set source = u.new_source, valid_from = u.new_valid_from, expiration_date = u.new_expiration_date, evidence_url = u.new_evidence_url, evidence_note = u.new_evidence_note, metadata = u.new_metadata, updated_at = u.new_updated_at
  from checked u
  where a.gtin = $1 and a.claim_id = u.claim_id and u.differs and u.dates_fit and u.metadata_fits
  returning a.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select u.gtin, u.claim_id, 'UPDATED', $3::uuid, $8, ('[' || concat_ws(',',
      case when u.source is distinct from u.new_source then '{"field":"source","before":' || coalesce(to_json(u.source)::text, 'null') || ',"after":' || coalesce(to_json(u.new_source)::text, 'null') || '}' end,
      case when u.valid_from is distinct from u.new_valid_from then '{"field":"validFrom","before":' || coalesce(to_json(to_char(u.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_valid_from, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.expiration_date is distinct from u.new_expiration_date then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(u.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_expiration_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.evidence_url is distinct from u.new_evidence_url then '{"field":"evidenceUrl","before":' || coalesce(to_json(nullif(u.evidence_url, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_evidence_url, ''))::text, 'null') || '}' end,
      case when u.evidence_note is distinct from u.new_evidence_note then '{"field":"evidenceNote","before":' || coalesce(to_json(nullif(u.evidence_note, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_evidence_note, ''))::text, 'null') || '}' end,
      case when u.metadata is distinct from u.new_metadata then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.new_metadata) with ordinality as m (key, value, place)))::text, 'null') || '}' end) || ']')::jsonb
  from checked u where exists (select from changed)),
current as (select * from changed union all select * from locked where not exists (select from changed))
select case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product, u.dates_fit as "datesFit", u.metadata_fits as "metadataFits",
  a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when true then a.evidence_url end as "evidenceUrl",
  case when true then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description
from (select) as always
left join found_product p on true
left join found_claim c on true
left join current a on true
left join checked u on true;
