-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where (p.gtin = $1 or search_words(p.name || ' ' || p.brand) @@ $2::tsquery) order by p.gtin limit 26;
