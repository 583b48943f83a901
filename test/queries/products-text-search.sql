-- (not prepared)
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where search_words(p.name || ' ' || p.brand) @@ $1::tsquery and (octet_length((p.name || ' ' || p.brand)) <> char_length((p.name || ' ' || p.brand))
  or position($2 in lower((p.name || ' ' || p.brand) collate "C")) > 0) order by p.gtin limit 26;
