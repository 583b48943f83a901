-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where to_tsvector('simple', p.name || ' ' || p.brand) @@ regexp_replace(plainto_tsquery('simple', $1)::text, '''( &|$)', ''':*\1', 'g')::tsquery order by p.gtin limit 26;
