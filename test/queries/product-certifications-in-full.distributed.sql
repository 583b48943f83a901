-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);

-- list_product_certifications_26
with found as materialized (
  select a.* from certification_assignment a where a.gtin = any($1::text[])),
ranked as (
  select a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", a.scope as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", a.metadata as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt", c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard,
    row_number() over (partition by a.gtin order by c.label, c.id) as rank
  from found a join certification c on c.id = a.certification_id
  where (c.organization_id is null or c.organization_id = $2::uuid))
select * from ranked where rank <= 26 order by gtin, rank;

-- find_certification_bodies
select b.id, b.name, b.website, b.description, b.logo_url as "logoUrl" from certification_body b where b.id = any($1::uuid[]);

-- (not prepared)
with found as materialized (
  select 1 as place, l.* from (
    select e.* from certification_assignment_event e
    join certification c on c.id = e.certification_id and (c.organization_id is null or c.organization_id = $1::uuid)
    where e.gtin = $2::text and e.certification_id = $3::uuid
    order by e.id desc limit 26) l
  union all select 2 as place, l.* from (
    select e.* from certification_assignment_event e
    join certification c on c.id = e.certification_id and (c.organization_id is null or c.organization_id = $1::uuid)
    where e.gtin = $4::text and e.certification_id = $5::uuid
    order by e.id desc limit 26) l)
select e.place, e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification
from found e join certification c on c.id = e.certification_id
order by e.place, e.id desc;
