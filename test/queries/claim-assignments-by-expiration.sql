-- (not prepared)
with found as materialized (with first as materialized (select a.* from claim_assignment a where a.expiration_date is not null order by a.expiration_date desc, a.gtin desc, a.claim_id desc limit 11),
second as materialized (select a.* from claim_assignment a where a.expiration_date is null order by a.gtin desc, a.claim_id desc limit 11)
select * from first union all select * from second limit 11)
select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  null as "evidenceUrl", null as "evidenceNote", null as metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product
from found a join product p on p.gtin = a.gtin join claim c on c.id = a.claim_id
order by a.expiration_date is null, a.expiration_date desc, a.gtin desc, a.claim_id desc;
