-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- find_claims
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.id = any($1::uuid[]);

-- find_assignments
select w.place, a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when p.organization_id = $3::uuid then a.evidence_url end as "evidenceUrl",
  case when p.organization_id = $3::uuid then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, claim_id, place)
join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id
join product p on p.gtin = a.gtin
join claim c on c.id = a.claim_id
where a.gtin = any($1::text[]);

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
