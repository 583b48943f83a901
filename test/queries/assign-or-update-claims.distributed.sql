-- find_claims_of_batch
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.id = any($1::uuid[])
union select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.code = any($2::text[]);

-- assign_or_update_claims
with given as materialized (
  select r.* from unnest($5::text[], $6::uuid[], $7::text[], $8::date[], $9::date[], $10::text[], $11::text[], $12::text[], $13::text[], $14::int[], $15::text[])
    with ordinality as r (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata, changes, sent, deleted_keys, place)),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any($5::text[])),
wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from given r left join products p on p.gtin = r.gtin),
assigned as (
  insert into claim_assignment (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata)
  select w.gtin, w.claim_id, w.source, w.valid_from, w.expiration_date, w.evidence_url, w.evidence_note, w.metadata::jsonb
  from wanted w
  where w.is_own and w.claim_id is not null and not $3::boolean
  order by w.place
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select w.gtin, w.claim_id, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.claim_id = a.claim_id),
locked as materialized (
  select w.place, w.sent, w.deleted_keys, w.source as sent_source, w.valid_from as sent_valid_from, w.expiration_date as sent_expiration_date, w.evidence_url as sent_evidence_url, w.evidence_note as sent_evidence_note, w.metadata as sent_metadata, a.*
  from wanted w join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
  where w.is_own and a.gtin = any($5::text[]) and not exists (
    select from assigned n where n.gtin = w.gtin and n.claim_id = w.claim_id)),
computed as (
  select l.*,
    case when l.sent & 1 > 0 then l.sent_source else l.source end as new_source,
    case when l.sent & 2 > 0 then l.sent_valid_from else l.valid_from end as new_valid_from,
    case when l.sent & 4 > 0 then l.sent_expiration_date else l.expiration_date end as new_expiration_date,
    case when l.sent & 8 > 0 then l.sent_evidence_url else l.evidence_url end as new_evidence_url,
    case when l.sent & 16 > 0 then l.sent_evidence_note else l.evidence_note end as new_evidence_note,
    case when l.sent & 32 > 0 then (case when l.sent & 64 > 0 then '{}' else l.metadata end || l.sent_metadata::jsonb)
        - array(select jsonb_array_elements_text(l.deleted_keys::jsonb)) else l.metadata end as new_metadata
  from locked l),
checked as (
  select u.*,
    coalesce(u.new_expiration_date >= u.new_valid_from, true) as dates_fit,
    (select count(*) <= 50 from jsonb_object_keys(u.new_metadata)) as metadata_fits,
    (u.source, u.valid_from, u.expiration_date, u.evidence_url, u.evidence_note, u.metadata)
      is distinct from (u.new_source, u.new_valid_from, u.new_expiration_date, u.new_evidence_url, u.new_evidence_note, u.new_metadata) as differs,
    clock_timestamp() as new_updated_at
  from computed u),
changed as (
  update claim_assignment a set source = u.new_source, valid_from = u.new_valid_from, expiration_date = u.new_expiration_date, evidence_url = u.new_evidence_url, evidence_note = u.new_evidence_note, metadata = u.new_metadata, updated_at = u.new_updated_at
  from checked u
  where a.gtin = u.gtin and a.claim_id = u.claim_id and u.differs and u.dates_fit and u.metadata_fits
    and not $3::boolean and a.updated_at = u.updated_at
  returning u.place, a.source, a.valid_from, a.expiration_date, a.evidence_url, a.evidence_note, a.metadata, a.created_at, a.updated_at),
recorded_changes as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select u.gtin, u.claim_id, 'UPDATED', $1::uuid, $2, ('[' || concat_ws(',',
      case when u.source is distinct from u.new_source then '{"field":"source","before":' || coalesce(to_json(u.source)::text, 'null') || ',"after":' || coalesce(to_json(u.new_source)::text, 'null') || '}' end,
      case when u.valid_from is distinct from u.new_valid_from then '{"field":"validFrom","before":' || coalesce(to_json(to_char(u.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_valid_from, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.expiration_date is distinct from u.new_expiration_date then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(u.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || coalesce(to_json(to_char(u.new_expiration_date, 'YYYY-MM-DD'))::text, 'null') || '}' end,
      case when u.evidence_url is distinct from u.new_evidence_url then '{"field":"evidenceUrl","before":' || coalesce(to_json(nullif(u.evidence_url, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_evidence_url, ''))::text, 'null') || '}' end,
      case when u.evidence_note is distinct from u.new_evidence_note then '{"field":"evidenceNote","before":' || coalesce(to_json(nullif(u.evidence_note, ''))::text, 'null') || ',"after":' || coalesce(to_json(nullif(u.new_evidence_note, ''))::text, 'null') || '}' end,
      case when u.metadata is distinct from u.new_metadata then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(u.new_metadata) with ordinality as m (key, value, place)))::text, 'null') || '}' end) || ']')::jsonb
  from checked u where u.differs and u.dates_fit and u.metadata_fits and not $3::boolean),
stored as materialized (
  select a.gtin, a.claim_id from claim_assignment a where a.gtin = any($5::text[]) and $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes, count(*) as rows
  from (
    select w.place, case when not w.has_product then 'P'
      when not w.is_own then 'F'
      else 'C' end as outcome
    from wanted w where not w.is_own or w.claim_id is null
    union all select w.place, 'A'
    from assigned a join wanted w on w.gtin = a.gtin and w.claim_id = a.claim_id
    union all select w.place, 'R' from wanted w
    where $3::boolean and w.is_own and w.claim_id is not null and not exists (
      select from stored e where e.gtin = w.gtin and e.claim_id = w.claim_id)
    union all select u.place, case
      when not u.dates_fit and not u.metadata_fits then 'B'
      when not u.dates_fit then 'D'
      when not u.metadata_fits then 'M'
      when $3::boolean then 'R'
      else 'U' end
    from checked u) o),
existing as (
  select place, source, valid_from, expiration_date, evidence_url, evidence_note, metadata, created_at, updated_at from changed
  union all select u.place, u.source, u.valid_from, u.expiration_date, u.evidence_url, u.evidence_note, u.metadata, u.created_at, u.updated_at
  from checked u where not u.differs),
held as (
  select sum(octet_length(u.new_metadata::text)
      + case when $16::boolean then octet_length(u.new_evidence_url) + octet_length(u.new_evidence_note) else 0 end) as bytes from checked u where u.dates_fit and u.metadata_fits)
select outcomes, now() as "assignedAt", (
    select json_agg(json_build_object('place', e.place, 'source', e.source, 'validFrom', e.valid_from, 'expirationDate', e.expiration_date, 'evidenceUrl', case when $16::boolean then e.evidence_url end, 'evidenceNote', case when $16::boolean then e.evidence_note end, 'metadata', e.metadata, 'createdAt', e.created_at::text,
      'updatedAt', e.updated_at::text))
    from existing e where not $3::boolean) as updated
from settled, held
where case when bytes > $17::int then end_batch('54000')
  when rows < (select count(*) from wanted)
    or not $3::boolean and (select count(*) from changed) < (
      select count(*) from checked u where u.differs and u.dates_fit and u.metadata_fits) or ($4::boolean and outcomes !~ '^[AU]*$')
    then end_batch('40001')
  else true end;
