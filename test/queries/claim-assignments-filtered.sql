-- (not prepared)
with found as materialized (select a.* from claim_assignment a join claim c on c.id = a.claim_id join product p on p.gtin = a.gtin where c.category = $1 and ((coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true))) and p.organization_id = $2::uuid and p.organization_id = $3::uuid and not (a.evidence_url = '' and a.evidence_note = '') order by a.gtin, a.claim_id limit 11)
select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when p.organization_id = $4::uuid then a.evidence_url end as "evidenceUrl",
  case when p.organization_id = $4::uuid then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product
from found a join product p on p.gtin = a.gtin join claim c on c.id = a.claim_id
order by a.gtin, a.claim_id;

-- (not prepared)
select count(*) as count from claim_assignment a join claim c on c.id = a.claim_id join product p on p.gtin = a.gtin where c.category = $1 and ((coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true))) and p.organization_id = $2::uuid and p.organization_id = $3::uuid and not (a.evidence_url = '' and a.evidence_note = '');
