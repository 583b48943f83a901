-- (not prepared)
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.category = $1 and strpos(c.folded_label, (select fold_case($2))) > 0 order by c.label, c.code limit 26;

-- (not prepared)
select count(*) as count from claim c where c.category = $1 and strpos(c.folded_label, (select fold_case($2))) > 0;
