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

-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- list_product_claims_brief_26
with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  null as "evidenceUrl", null as "evidenceNote", null as metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, row_number() over (partition by a.gtin order by c.code) as rank
  from found a join claim c on c.id = a.claim_id)
select * from ranked where rank <= 26 order by gtin, rank;

-- (not prepared)
select a.gtin, count(*) as count from claim_assignment a join claim c on c.id = a.claim_id
where a.gtin = any($1::text[]) group by a.gtin;
