-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where (p.created_at, p.gtin) < ($1::timestamptz, $2) order by p.created_at desc, p.gtin desc limit 11;

-- (not prepared)
with found as materialized (
  select a.*, a.gtin = any($2::text[]) as shown from claim_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.source, a.valid_from as "validFrom", a.expiration_date as "expirationDate",
  null as "evidenceUrl", null as "evidenceNote", null as metadata, a.created_at as "createdAt", a.updated_at as "updatedAt",
  c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description, row_number() over (partition by a.gtin order by a.created_at desc, c.code desc) as rank
  from found a join claim c on c.id = a.claim_id)
select * from ranked where rank <= 11 order by gtin, rank;
