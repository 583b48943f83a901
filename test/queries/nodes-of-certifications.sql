-- find_certifications
select c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard, (select b.name from certification_body b
  where b.id = c.certification_body_id) as "certificationBodyName"
from certification c where c.id = any($1::uuid[]) and (c.organization_id is null or c.organization_id = $2::uuid);

-- find_certification_bodies
select b.id, b.name, b.website, b.description, b.logo_url as "logoUrl" from certification_body b where b.id = any($1::uuid[]);

-- find_certification_assignments
select w.place, a.gtin, a.valid_from as "validFrom", a.expiration_date as "expirationDate", a.certificate_number as "certificateNumber", a.issuing_body as "issuingBody", a.verification_url as "verificationUrl", a.verification_status as "verificationStatus", a.scope as "scope", a.certification_value as "certificationValue", a.audit_date as "auditDate", a.initial_certification_date as "initialCertificationDate", a.certificate_countries as "certificateCountries", a.metadata as "metadata", a.created_at as "createdAt", a.updated_at as "updatedAt", c.id, c.organization_id as "organizationId", c.code, c.label, c.description,
  c.url, c.logo_url as "logoUrl", c.certification_body_id as "certificationBodyId", c.program, c.standard
from unnest($1::text[], $2::uuid[]) with ordinality as w (gtin, certification_id, place)
join certification_assignment a on a.gtin = w.gtin and a.certification_id = w.certification_id
join certification c on c.id = a.certification_id and (c.organization_id is null or c.organization_id = $3::uuid)
where a.gtin = any($1::text[]);

-- find_certification_events
select e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id,
    'organizationId', c.organization_id, 'code', c.code, 'label', c.label, 'description', c.description,
    'url', c.url, 'logoUrl', c.logo_url, 'certificationBodyId', c.certification_body_id,
    'program', c.program, 'standard', c.standard) end as certification
from unnest($1::text[], $2::uuid[]) as w (gtin, id)
join certification_assignment_event e on e.gtin = w.gtin and e.id = w.id
join product p on p.gtin = e.gtin
join certification c on c.id = e.certification_id and (c.organization_id is null or c.organization_id = $3::uuid)
where e.gtin = any($1::text[]) and p.organization_id = $3::uuid;
