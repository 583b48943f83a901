-- find_claims_of_batch
select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.id = any($1::uuid[])
union select c.id, c.code, c.label, c.category, c.requires_definition as "requiresDefinition", c.description from claim c where c.code = any($2::text[]);

-- assign_claims
with given as materialized (
  select r.* from unnest($5::text[], $6::uuid[], $7::text[], $8::date[], $9::date[], $10::text[], $11::text[], $12::text[], $13::text[])
    with ordinality as r (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata, changes, place)),
products as materialized (select p.gtin, p.organization_id from product p where p.gtin = any($5::text[])),
wanted as materialized (
  select r.*, p.gtin is not null as has_product, coalesce(p.organization_id = $1::uuid, false) as is_own
  from given r left join products p on p.gtin = r.gtin),
assigned as (
  insert into claim_assignment (gtin, claim_id, source, valid_from, expiration_date, evidence_url, evidence_note, metadata)
  select w.gtin, w.claim_id, w.source, w.valid_from, w.expiration_date, w.evidence_url, w.evidence_note, w.metadata::jsonb
  from wanted w
  where w.is_own and w.claim_id is not null and not $3::boolean
  order by w.place
  on conflict (gtin, claim_id) do nothing
  returning gtin, claim_id),
recorded as (
  insert into claim_assignment_event (gtin, claim_id, action, organization_id, actor, changes)
  select w.gtin, w.claim_id, 'ASSIGNED', $1::uuid, $2, w.changes::jsonb
  from assigned a join wanted w on w.gtin = a.gtin and w.claim_id = a.claim_id),
stored as materialized (
  select a.gtin, a.claim_id from claim_assignment a where a.gtin = any($5::text[]) and $3::boolean),
settled as (
  select string_agg(o.outcome, '' order by o.place) as outcomes
  from (
    select w.place, case when not w.has_product then 'P'
      when not w.is_own then 'F'
      else 'C' end as outcome
    from wanted w where not w.is_own or w.claim_id is null
    union all select w.place, case when a.gtin is not null then 'A'
      when $3::boolean and not exists (
        select from stored e where e.gtin = w.gtin and e.claim_id = w.claim_id) then 'R'
      else 'E' end
    from wanted w left join assigned a on a.gtin = w.gtin and a.claim_id = w.claim_id
    where w.is_own and w.claim_id is not null) o)
select outcomes, now() as "assignedAt"
from settled
where case when $4::boolean and outcomes !~ '^A*$' then end_batch('40001') else true end;

-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);
