-- assign_claim
with found as (
  select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt", c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description
  from (select) as always left join product p on p.gtin = $1 left join claim c on c.id = $2::uuid),
assigned as (
  insert into claim_assignment (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata)
  select gtin, id, $3, $4::date, $5::date, $6, $7, $8::jsonb
  from found
  where id is not null and "organizationId" = $9::uuid
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id, metadata, created_at),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select gtin, claim_id, 'ASSIGNED', $9::uuid, $10, $11::jsonb from assigned)
select f.*, a.metadata, a.created_at as "assignedAt"
from found f left join assigned a on true;
