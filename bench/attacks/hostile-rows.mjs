import { ORGANIZATION } from '../database/catalogue.mjs';
import { GENERATED_AT } from '../database/generate.mjs';

/** Variants of texts of maximum length: one byte, six bytes and four bytes per character in a JSON answer. */
export const VARIANTS = ['ASCII', 'CONTROL', 'WIDE'];

/** Products of each variant, and claims that each of them has; every assignment has metadata and a note. */
export const HOSTILE_PRODUCTS = 100;
export const HOSTILE_CLAIMS = 50;

/** Ten claims that 90 % of the catalogue's products have each; no product has all ten. */
export const FREQUENT_CODES = Array.from({ length: 10 }, (_, i) => `FREQUENT_${i}`);

/** A brand of 20,000 products whose names consist of one-letter words. */
export const FREQUENT_BRAND = 'Frequent brand';

/** GTIN of a hostile product; these sort before all others, so that unfiltered first pages contain them. */
export const hostileGtin = (variant, product) =>
  `000000${VARIANTS.indexOf(variant)}${String(product).padStart(7, '0')}`;

/** GTIN of the product of a variant that has all 500 claims of the catalogue, with metadata. */
export const manyClaimsGtin = (variant) => `000001${VARIANTS.indexOf(variant)}0000000`;

/** GTIN of a product with a history of 20,000 entries. */
export const LONG_HISTORY_GTIN = '00000200000000';

export const hostileCode = (variant, claim) => `HOSTILE_${variant}_${String(claim).padStart(2, '0')}`;

/** Changes with the statements below, so that rows of an older version are recognized. */
export const HOSTILE_MARK = 'claims-gateway bench hostile rows 2';

const CHARACTERS = { ASCII: `'x'`, CONTROL: 'chr(1)', WIDE: 'chr(128512)' };
const at = `timestamptz '${GENERATED_AT}'`;
const organization = `uuid '${ORGANIZATION}'`;
const id = (number) => `('01980000-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** Metadata at all limits: 50 keys of 40 characters, values of 500. */
const metadata = (variant) =>
  `(select jsonb_object_agg(repeat(${CHARACTERS[variant]}, 38) || lpad(k::text, 2, '0'),
      repeat(${CHARACTERS[variant]}, 500)) from generate_series(0, 49) k)`;

const note = (variant) => `repeat(${CHARACTERS[variant]}, 10000)`;

/** Metadata as histories contain it: the JSON text of an object. */
const historyText = (variant) => `${metadata(variant)}::text`;

const shared = [
  `insert into claim (id, code, label, category, created_at)
   select ${id('131072 + i')}, 'FREQUENT_' || i, 'Frequent ' || i, 'DIETARY', ${at} from generate_series(0, 9) i`,
  `insert into claim_assignment (gtin, claim_id, created_at, updated_at)
   select p.gtin, ${id('131072 + j')}, ${at}, ${at}
   from (select gtin, row_number() over (order by gtin) as i from product) p, generate_series(0, 9) j
   where p.i % 10 <> j`,
  `insert into product (gtin, organization_id, name, brand, created_at)
   select '08' || lpad(i::text, 12, '0'), ${organization}, repeat('a b c d e ', 25) || 'f', '${FREQUENT_BRAND}', ${at}
   from generate_series(0, 19999) i`,
  `insert into product (gtin, organization_id, name, created_at)
   values ('${LONG_HISTORY_GTIN}', ${organization}, 'Long history', ${at})`,
  `insert into claim_assignment (gtin, claim_id, created_at, updated_at)
   values ('${LONG_HISTORY_GTIN}', ${id(0)}, ${at}, ${at})`,
  `insert into claim_assignment_event (gtin, claim_id, at, action, organization_id, actor, changes)
   select '${LONG_HISTORY_GTIN}', ${id(0)}, ${at} + i * interval '1 second', 'UPDATED', ${organization}, 'import',
     '[{"field": "source", "before": "BRAND_SELF_DECLARED", "after": "THIRD_PARTY_VERIFIED"}]'
   from generate_series(1, 20000) i`,
];

const ofVariant = (variant) => {
  const v = VARIANTS.indexOf(variant);
  const gtin = (product) => `'000000${v}' || lpad(${product}::text, 7, '0')`;
  const claim = `${65_536 + v * 256} + j`;
  const certification = `${196_608 + v * 256} + j`;
  return [
    `insert into certification (id, code, label, created_at)
     select ${id(certification)}, 'HOSTILE_${variant}_' || lpad(j::text, 2, '0'), 'Hostile ${variant} ' || j, ${at}
     from generate_series(0, ${HOSTILE_CLAIMS - 1}) j`,
    `insert into claim (id, code, label, category, created_at)
     select ${id(claim)}, 'HOSTILE_${variant}_' || lpad(j::text, 2, '0'), 'Hostile ${variant} ' || j, 'OTHER', ${at}
     from generate_series(0, ${HOSTILE_CLAIMS - 1}) j`,
    `insert into product (gtin, organization_id, name, created_at)
     select ${gtin('i')}, ${organization}, repeat(${CHARACTERS[variant]}, 255), ${at}
     from generate_series(0, ${HOSTILE_PRODUCTS - 1}) i
     union all select '${manyClaimsGtin(variant)}', ${organization}, 'Many claims', ${at}`,
    `insert into claim_assignment (gtin, claim_id, evidence_note, metadata, created_at, updated_at)
     select ${gtin('i')}, ${id(claim)}, ${note(variant)}, m.metadata, ${at}, ${at}
     from generate_series(0, ${HOSTILE_PRODUCTS - 1}) i, generate_series(0, ${HOSTILE_CLAIMS - 1}) j,
       (select ${metadata(variant)} as metadata) m
     union all
     select '${manyClaimsGtin(variant)}', ${id('j')}, ${note(variant)}, m.metadata, ${at}, ${at}
     from generate_series(0, 499) j, (select ${metadata(variant)} as metadata) m`,
    `insert into certification_assignment (gtin, certification_id, scope, metadata, created_at, updated_at)
     select ${gtin('i')}, ${id(certification)}, ${note(variant)}, m.metadata, ${at}, ${at}
     from generate_series(0, ${HOSTILE_PRODUCTS - 1}) i, generate_series(0, ${HOSTILE_CLAIMS - 1}) j,
       (select ${metadata(variant)} as metadata) m`,
    `insert into claim_assignment_event (gtin, claim_id, at, action, organization_id, actor, changes)
     select ${gtin('i')}, ${id(claim)}, ${at}, 'UPDATED', ${organization}, 'import', m.changes
     from generate_series(0, ${HOSTILE_PRODUCTS / 4 - 1}) i, generate_series(0, ${HOSTILE_CLAIMS - 1}) j,
       (select jsonb_build_array(jsonb_build_object('field', 'metadata', 'before', ${historyText(variant)},
         'after', ${historyText(variant)})) as changes) m`,
  ];
};

/** Writes the rows, in one transaction: either all of them are there or none. */
export async function writeHostileRows(client) {
  await client.query('begin');
  // The rows refer to each other by construction.
  await client.query('set local session_replication_role = replica');
  for (const text of [...shared, ...VARIANTS.flatMap(ofVariant)]) await client.query(text);
  // No vacuum runs while attacks are measured; the rows are vacuumed and analyzed once, below.
  for (const table of ['product', 'claim_assignment', 'claim_assignment_event', 'certification_assignment']) {
    await client.query(`alter table ${table} set (autovacuum_enabled = false)`);
  }
  await client.query(`comment on table claim_assignment is '${HOSTILE_MARK}'`);
  await client.query('commit');
  await client.query('vacuum (analyze)');
}
