-- remove_claim_assignment
with found_product as (select * from product where gtin = $1),
found_claim as (select * from claim where id = $2::uuid),
removed as (
  delete from claim_assignment a
  using found_product p
  where a.gtin = $1 and a.claim_id = $2::uuid and p.organization_id = $3::uuid
  returning a.*),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select d.gtin, d.claim_id, 'REMOVED', $3::uuid, $4, ('[' || concat_ws(',',
      case when d.source is not null then '{"field":"source","before":' || coalesce(to_json(d.source)::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.valid_from is not null then '{"field":"validFrom","before":' || coalesce(to_json(to_char(d.valid_from, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.expiration_date is not null then '{"field":"expirationDate","before":' || coalesce(to_json(to_char(d.expiration_date, 'YYYY-MM-DD'))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.evidence_url <> '' then '{"field":"evidenceUrl","before":' || coalesce(to_json(nullif(d.evidence_url, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.evidence_note <> '' then '{"field":"evidenceNote","before":' || coalesce(to_json(nullif(d.evidence_note, ''))::text, 'null') || ',"after":' || 'null' || '}' end,
      case when d.metadata <> '{}' then '{"field":"metadata","before":' || coalesce(to_json((select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(d.metadata) with ordinality as m (key, value, place)))::text, 'null') || ',"after":' || 'null' || '}' end) || ']')::jsonb from removed d)
select case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product, case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim, exists (select from removed) as removed
from (select) as always
left join found_product p on true
left join found_claim c on true;

-- list_product_claims_brief_26
with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  null as "evidenceUrl", null as "evidenceNote", null as metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, row_number() over (partition by a.gtin order by c.code) as rank
  from found a join claim c on c.id = a.claim_id)
select * from ranked where rank <= 26 order by gtin, rank;
