-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- (not prepared)
with found as materialized (
  select a.* from certification_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", null as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", null as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt", c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard,
    row_number() over (partition by a.gtin order by coalesce(a.expiration_date, '-infinity') desc, c.id desc) as rank
  from found a join certification c on c.id = a.certification_id
  where (c.organization_id is null or c.organization_id = $2::uuid) and a.expiration_date >= $3::date and a.verification_status = $4 and c.code = any($5::text[]) and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code)))
select * from ranked where rank <= 11 order by gtin, rank;

-- (not prepared)
select a.gtin, count(*) as count
from certification_assignment a join certification c on c.id = a.certification_id
where a.gtin = any($1::text[]) and (c.organization_id is null or c.organization_id = $2::uuid) and a.expiration_date >= $3::date and a.verification_status = $4 and c.code = any($5::text[]) and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code)) group by a.gtin;
