-- list_products_11_with_brief_claims_11_certifications_11
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt", (select json_agg(row) from (
    select array[a.source, a.valid_from::text, a.expiration_date::text, c.id::text, c.code, c.label, c.category, c.requires_definition::text] as row
    from claim_assignment a cross join lateral (select * from claim where id = a.claim_id limit 1) c
    where a.gtin = p.gtin order by c.code limit 11) as ordered) as claims, (select json_agg(row) from (
    select array[a.valid_from::text, a.expiration_date::text, a.certificate_number, a.issuing_body, a.verification_url, a.verification_status, a.certification_value, a.audit_date::text, a.initial_certification_date::text, array_to_string(a.certificate_countries, ' '), a.created_at::text, a.updated_at::text, c.id::text, c.organization_id::text, c.code, c.label, c.description, c.url, c.logo_url, c.certification_body_id::text, c.program, c.standard] as row
    from certification_assignment a
    cross join lateral (select * from certification where id = a.certification_id limit 1) c
    where a.gtin = p.gtin and (c.organization_id is null or c.organization_id = $1::uuid) order by c.label, c.id limit 11) as ordered) as certifications from product p order by p.gtin limit 11;

-- (not prepared)
select a.gtin, count(*) as count
from certification_assignment a join certification c on c.id = a.certification_id
where a.gtin = any($1::text[]) and (c.organization_id is null or c.organization_id = $2::uuid) group by a.gtin;
