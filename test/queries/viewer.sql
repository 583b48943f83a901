-- find_organizations
select id, name from organization where id = any($1::uuid[]);
