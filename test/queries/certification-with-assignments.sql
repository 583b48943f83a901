-- find_certification_by_code
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard from certification c where c.code = $1 and c.code <> '' and (c.organization_id = $2::uuid or c.organization_id is null and not exists (
  select from certification o where o.organization_id = $2::uuid and o.code = c.code));

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select a.* from certification_assignment a join certification c on c.id = a.certification_id
    where a.certification_id = $2::uuid and (c.organization_id is null or c.organization_id = $1::uuid) and ((coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true)))
    order by a.gtin limit 11) l)
select a.certification_id as "certificationId", a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", null as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", null as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt",
  case when p.gtin is not null then json_build_object('gtin', p.gtin, 'name', p.name,
    'brand', p.brand, 'organizationId', p.organization_id, 'createdAt', p.created_at::text) end as product
from found a join product p on p.gtin = a.gtin
order by a.place, a.gtin;

-- (not prepared)
select a.certification_id as id, count(*) as count
from certification_assignment a join certification c on c.id = a.certification_id
where a.certification_id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $2::uuid) and ((coalesce(a.valid_from <= current_date, true) and coalesce(a.expiration_date >= current_date, true)))
group by a.certification_id;
