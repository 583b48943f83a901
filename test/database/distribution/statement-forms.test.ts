import { refusedForms } from '../../support/statement-forms.js';

/** Statements as they were before Citus was thought of, and what of them it refuses. */
describe('the forms that Citus refuses', () => {
  it.each([
    [
      'a function of the clock in the values of an update',
      `with checked as (select 1)
update claim_assignment a set source = 'x', updated_at = clock_timestamp()
from checked u where a.gtin = $1`,
    ],
    [
      'a function of the clock in the values of an update',
      'update claim_assignment set updated_at = coalesce(updated_at, now()) where gtin = $1',
    ],
    [
      'a limit in a lateral join over a list',
      `select w.place, e.* from unnest($1::text[]) with ordinality as w (gtin, place)
cross join lateral (select e.* from claim_assignment_event e where e.gtin = w.gtin and e.gtin = any($1::text[])
  order by e.id limit 26) e order by w.place`,
    ],
    [
      'locks of rows of more than one product',
      `with locked as (select a.* from claim_assignment a where a.gtin = any($1::text[]) for no key update)
select count(*) from locked`,
    ],
    [
      'a subquery that refers to a common table expression outside of it',
      `with page as (select p.* from product p order by p.gtin limit 26)
select p.gtin, (select json_agg(a.claim_id) from claim_assignment a where a.gtin = p.gtin) as claims
from page p order by p.gtin`,
    ],
    [
      'a list of GTINs that no condition names',
      `select a.* from unnest($1::text[], $2::uuid[]) as w (gtin, claim_id)
join claim_assignment a on a.gtin = w.gtin and a.claim_id = w.claim_id`,
    ],
    [
      'a limit that a subquery computes',
      `with first as (select a.gtin from claim_assignment a where a.claim_id = $1 order by a.gtin limit 26)
select a.gtin from claim_assignment a order by a.gtin limit 26 - (select count(*) from first)`,
    ],
    [
      'an order in a subquery alone',
      'select r.gtin from (select p.gtin from product p order by p.gtin limit 26) r',
    ],
  ])('%s', (form, text) => {
    expect(refusedForms(text)).toEqual([form]);
  });

  it.each([
    'update claim_assignment set updated_at = $2 where gtin = $1',
    'update session set expires_at = now() where hash = $1',
    'select a.* from claim_assignment a where a.gtin = $1 and a.claim_id = $2 for update',
    `select s.hash from session s where s.expires_at < now() limit 10 for update skip locked`,
    'select r.gtin from (select p.gtin from product p order by p.gtin limit 26) r order by r.gtin',
  ])('not %s', (text) => {
    expect(refusedForms(text)).toEqual([]);
  });
});
