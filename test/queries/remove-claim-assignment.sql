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
  select d.gtin, d.claim_id, 'REMOVED', $3::uuid, $4, (
    select coalesce(jsonb_agg(jsonb_build_object('field', f.field, 'before', f.before, 'after', f.after)
      order by f.place), '[]')
    from (values (0, 'source', d.source, null::text), (1, 'validFrom', to_char(d.valid_from, 'YYYY-MM-DD'), null), (2, 'expirationDate', to_char(d.expiration_date, 'YYYY-MM-DD'), null), (3, 'evidenceUrl', nullif(d.evidence_url, ''), null), (4, 'evidenceNote', nullif(d.evidence_note, ''), null), (5, 'metadata', (select '{' || string_agg(to_json(m.key)::text || ':' || to_json(m.value)::text, ',' order by m.place)
      || '}' from jsonb_each_text(d.metadata) with ordinality as m (key, value, place)), null)) as f (place, field, before, after)
    where f.before is distinct from f.after) from removed d)
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
