-- assign_claim
with found_product as (select * from product where gtin = $1),
found_claim as (select * from claim where id = $2::uuid),
assigned as (
  insert into claim_assignment
    (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata)
  select p.gtin, c.id, $3, $4::date, $5::date, $6, $7, $8::jsonb
  from found_product p, found_claim c
  where p.organization_id = $9::uuid
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id, metadata, created_at),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select gtin, claim_id, 'ASSIGNED', $9::uuid, $10, $11::jsonb from assigned)
select
  case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product,
  case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim,
  a.metadata, a.created_at as "createdAt"
from (select) as always
left join found_product p on true
left join found_claim c on true
left join assigned a on true;
