-- list_products_26
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p order by p.gtin limit 26;

-- list_product_claims_11
with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  case when a.shown then a.evidence_url end as "evidenceUrl",
  case when a.shown then a.evidence_note end as "evidenceNote",
  a.metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, row_number() over (partition by a.gtin order by c.code) as rank
  from found a join claim c on c.id = a.claim_id)
select * from ranked where rank <= 11 order by gtin, rank;
