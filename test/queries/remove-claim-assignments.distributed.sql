-- find_claims_of_batch
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.id = any($1::uuid[])
union select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.code = any($2::text[]);

-- remove_claim_assignments
with given as materialized (
  select r.* from unnest($5::text[], $6::uuid[])
    with ordinality as r (gtin, claim_id, place)),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any($5::text[])),
wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from given r left join products p on p.gtin = r.gtin),
locked as materialized (
  select w.place, a.*
  from wanted w join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
  where w.is_own and a.gtin = any($5::text[])),
removed as (
  delete from claim_assignment a using locked l
  where a.gtin = l.gtin and a.claim_id = l.claim_id and not $3::boolean
    and a.updated_at = l.updated_at
  returning a.gtin),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select d.gtin, d.claim_id, 'REMOVED', $1::uuid, $2, ('[' || concat_ws(',',
      case when d.source is not null then '{"field":"source","before":' || coalesce(to_json(d.source)::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.valid_from is not null then '{"field":"validFrom","before":' || coalesce(to_json(to_char(d.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.expiration_date is not null then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(d.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.evidence_url <> '' then '{"field":"evidenceUrl","before":' || coalesce(to_json(nullif(d.evidence_url, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.evidence_note <> '' then '{"field":"evidenceNote","before":' || coalesce(to_json(nullif(d.evidence_note, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.metadata <> '{}' then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(d.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || 'null' || '}' end) || ']')::jsonb
  from locked d where not $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    select w.place, case when not w.has_product then 'P'
      when not w.is_own then 'F'
      else 'C' end as outcome
    from wanted w where not w.is_own or w.claim_id is null
    union all select w.place, 'N' from wanted w
    where w.is_own and w.claim_id is not null and not w.place = any(array(select l.place from locked l))
    union all select l.place, case when $3::boolean then 'R' else 'X' end
    from locked l) o)
select outcomes
from settled
where case when not $3::boolean and (select count(*) from removed) < (select count(*) from locked)
  or $4::boolean and outcomes !~ '^X*$' then end_batch('40001') else true end;
