-- list_claims_1
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c order by c.code limit 1;

-- (not prepared)
select count(*) as count from claim c;
