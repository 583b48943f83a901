-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt", (select json_agg(row) from (
    select array[a.source, a.valid_from::text, a.expiration_date::text, c.id::text, c.code, c.label, c.category, c.requires_definition::text] as row
    from claim_assignment a cross join lateral (select * from claim where id = a.claim_id limit 1) c
    where a.gtin = p.gtin order by c.code limit 11) as ordered) as claims from product p order by p.name, p.gtin limit 11;
