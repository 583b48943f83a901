-- (not prepared)
select max(e.position) as last from (select 1 as place, l.* from (select e.position from claim_assignment_event e where e.organization_id = $1::uuid order by e.position desc limit 1) l) e;

-- claim_assignment_event_horizon
with present as materialized (select pg_current_snapshot() as snapshot),
held as materialized (
  select l.locktype, l.transactionid, l.virtualtransaction from pg_locks l
  where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock'
    or l.locktype = 'relation' and l.relation = 'claim_assignment_event'::regclass
      and l.database = (select d.oid from pg_database d where d.datname = current_database())
      and l.mode not in ('AccessShareLock', 'RowShareLock'))
select event_position_offset() + least(
  pg_snapshot_xmax(p.snapshot)::text::bigint,
  (select min(x::text::bigint) from pg_snapshot_xip(p.snapshot) as x
   where not exists (
     select from held t where t.transactionid = x::xid and t.virtualtransaction not in (
       select w.virtualtransaction from held w where w.locktype = 'relation'))),
  (select min(x.xmax - x.distance) from (
    select pg_snapshot_xmax(p.snapshot)::text::bigint as xmax,
      (pg_snapshot_xmax(p.snapshot)::text::bigint - t.transactionid::text::bigint) & 4294967295 as distance
    from held t where t.virtualtransaction in (
      select w.virtualtransaction from held w where w.locktype = 'relation')) x
   where x.distance between 1 and 2147483647)) as horizon,
  event_position_offset() + pg_snapshot_xmax(p.snapshot)::text::bigint as "end",
  pg_postmaster_start_time() as server
from present p;

-- list_claim_events_11
with found as materialized (
  select e.* from claim_assignment_event e
  where e.organization_id = $1::uuid and e.position < $2::bigint and (e.position, e.id) > ($3::bigint, $4::uuid)
  order by e.position, e.id limit 11),
measured as (
  select e.id, e.gtin, e.at, e.action, e.organization_id as "organizationId", e.actor,
  e.changes, case when c.id is not null then json_build_object('id', c.id, 'code', c.code,
    'label', c.label, 'category', c.category, 'requiresDefinition', c.requires_definition,
    'description', c.description) end as claim, e.position, count(*) over () as found, row_number() over (order by e.position, e.id) as place,
    sum(octet_length(e.changes::text) + octet_length(c.description) + 500) over (order by e.position, e.id) as bytes
  from found e join claim c on c.id = e.claim_id)
select e.* from measured e
where e.place = 1 or e.bytes <= 1000000
order by e.position, e.id;

-- find_products
select p.gtin, p.name, p.brand, p.organization_id as "organizationId", p.created_at as "createdAt" from product p where p.gtin = any($1::text[]);
