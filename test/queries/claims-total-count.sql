-- list_claims_11
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c order by c.code limit 11;

-- (not prepared)
select count(*) as count from claim c;
