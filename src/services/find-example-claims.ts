import type { Database } from '../database/database.js';
import { prepared } from '../database/statement.js';

/** Claims (UUIDs) with which the examples of the documentation can be tried on a product. */
export interface ExampleClaims {
  /** The claim that examples name. */
  readonly named: string;
  /** The first other claim, by code, that the product carries; the named one if it carries no other. */
  readonly assigned: string;
}

const exampleClaims = prepared<ExampleClaims>(
  'find_example_claims',
  `select c.id as named, coalesce((
     select a.claim_id from claim_assignment a join claim other on other.id = a.claim_id
     where a.gtin = p.gtin and a.claim_id <> c.id order by other.code limit 1), c.id) as assigned
   from product p cross join claim c
   where p.gtin = $1 and c.code = $2`,
);

/** The claims for examples that name a product (GTIN-14) and a claim (its code); undefined unless both exist. */
export async function findExampleClaims(
  database: Database,
  gtin: string,
  code: string,
): Promise<ExampleClaims | undefined> {
  const [claims] = await database.query(exampleClaims, [gtin, code]);
  return claims;
}
