-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- find_claims
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.id = any($1::uuid[]);

-- find_assignment
select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when p.organization_id = $3::uuid then a.evidence_url end as "evidenceUrl",
  case when p.organization_id = $3::uuid then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description
from claim_assignment a
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
where a.gtin = $1 and a.claim_id = $2::uuid;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
