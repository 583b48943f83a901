-- list_products_after_11
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin > $1 order by p.gtin limit 11;

-- find_organizations
select id, name from organization where id = any($1::uuid[]);
