-- list_products_11
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p order by p.gtin limit 11;
