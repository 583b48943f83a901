-- find_organizations
select id, name from organization where id = any($1::uuid[]);

-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.organization_id = $1::uuid order by p.created_at, p.gtin limit 11;

-- (not prepared)
select count(*) as count from product p where p.organization_id = $1::uuid;
