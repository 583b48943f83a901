/**
 * The products of the demo catalogue, all invented, as are their brands.
 *
 * Every GTIN starts with 952 behind the leading zero of its GTIN-14 form. GS1 keeps that prefix for
 * demonstrations and examples of its system, so none of them can be, or become, the number of a real
 * product. The check digits are valid.
 *
 * The first product, Oat Drink Original, lacks NON_GMO on purpose: assigning it is the first thing to try.
 */
export interface DemoProduct {
  readonly gtin: string;
  readonly name: string;
  readonly brand: string;
  readonly claims: readonly DemoAssignment[];
}

export interface DemoAssignment {
  readonly code: string;
  readonly source: 'BRAND_SELF_DECLARED' | 'THIRD_PARTY_VERIFIED';
  readonly validFrom?: string;
  readonly expirationDate?: string;
  readonly evidenceUrl?: string;
  readonly evidenceNote?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

type Details = Omit<DemoAssignment, 'code' | 'source'>;
type Evidence = Details & { readonly evidenceUrl: string; readonly evidenceNote: string };

const product = (
  gtin: string,
  name: string,
  brand: string,
  claims: readonly DemoAssignment[],
): DemoProduct => ({ gtin, name, brand, claims });

/** The brand says so, without more. */
const declared = (...codes: readonly string[]): DemoAssignment[] =>
  codes.map((code) => ({ code, source: 'BRAND_SELF_DECLARED' }));

/** The brand says so and adds what it means, or since when. */
const explained = (code: string, evidenceNote: string, more: Details = {}): DemoAssignment => ({
  code,
  source: 'BRAND_SELF_DECLARED',
  evidenceNote,
  ...more,
});

/** A third party checked it. */
const verified = (code: string, evidence: Evidence): DemoAssignment => ({
  code,
  source: 'THIRD_PARTY_VERIFIED',
  ...evidence,
});

const meadow = 'Meadow & Mill';
const fernhollow = 'Fernhollow Pantry';
const quillstone = 'Quillstone Farm';

export const demoOrganization = 'Example Foods';

export const demoProducts: readonly DemoProduct[] = [
  product('09520000000011', 'Oat Drink Original', meadow, [
    ...declared('VEGAN', 'DAIRY_FREE', 'SOY_FREE', 'RECYCLABLE_PACKAGING'),
    verified('GLUTEN_FREE', {
      evidenceUrl: 'https://example.com/certificates/gluten-free-oat-drinks.pdf',
      evidenceNote: 'Made from purity protocol oats. Every batch is tested by an outside laboratory.',
      metadata: { lot_review: '2026-Q1' },
    }),
  ]),
  product('09520000000028', 'Oat Drink Barista', meadow, [
    ...declared('VEGAN', 'DAIRY_FREE', 'NON_GMO', 'NO_ARTIFICIAL_FLAVORS'),
  ]),
  product('09520000000035', 'Gluten-Free Rolled Oats', meadow, [
    ...declared('VEGAN', 'HIGH_FIBER', 'RECYCLABLE_PACKAGING'),
    verified('GLUTEN_FREE', {
      evidenceUrl: 'https://example.com/certificates/gluten-free-rolled-oats.pdf',
      evidenceNote: 'Site audit and batch tests below 20 mg of gluten per kg.',
      validFrom: '2025-02-01',
      expirationDate: '2028-01-31',
      metadata: { lot_review: '2026-Q1', test_method: 'R5 ELISA' },
    }),
    verified('KOSHER', {
      evidenceUrl: 'https://example.org/kosher/rolled-oats',
      evidenceNote: 'Pareve. The certificate covers the mill and the packing line.',
    }),
    explained('WHOLE_GRAIN', '100% whole grain oats.'),
  ]),
  product('09520000000042', 'Stone-Ground Spelt Flour', meadow, [
    ...declared('VEGAN', 'STONE_GROUND', 'NON_GMO'),
    verified('ORGANIC', {
      evidenceUrl: 'https://example.org/organic/spelt-flour',
      evidenceNote: 'Annual inspection of the farms and the mill.',
      validFrom: '2024-09-01',
      expirationDate: '2028-08-31',
    }),
    explained('WHOLE_GRAIN', '100% whole grain spelt, nothing sifted out.'),
  ]),
  product('09520000000059', 'Honey Almond Granola', meadow, [
    ...declared('VEGETARIAN', 'NO_PALM_OIL', 'NO_ARTIFICIAL_FLAVORS'),
    verified('NON_GMO', {
      evidenceUrl: 'https://example.com/certificates/granola-non-gmo-2024.pdf',
      evidenceNote: 'Supplier audit for 2024. It was not renewed, so the claim has lapsed.',
      validFrom: '2024-07-01',
      expirationDate: '2025-06-30',
    }),
    explained('WHOLE_GRAIN', 'Whole grain oats make up 58% of the recipe.'),
  ]),
  product('09520000000066', 'Pea Protein Mince', meadow, [
    ...declared('VEGAN', 'HIGH_PROTEIN', 'SOY_FREE', 'EGG_FREE', 'NON_GMO'),
    explained('PLANT_BASED', 'Made only from plants: no egg white, milk protein or other animal binder.'),
  ]),
  product('09520000000073', 'Buckwheat Pancake Mix', meadow, [
    ...declared('VEGAN', 'EGG_FREE', 'DAIRY_FREE', 'NON_GMO'),
    verified('GLUTEN_FREE', {
      evidenceUrl: 'https://example.com/certificates/gluten-free-baking-mixes.pdf',
      evidenceNote: 'Packed in a gluten-free room; swab and batch tests by an outside laboratory.',
      expirationDate: '2029-04-30',
    }),
  ]),
  product('09520000000080', 'Buttermilk Waffles', meadow, []),

  product('09520100000010', 'Extra Virgin Olive Oil', fernhollow, [
    ...declared('VEGAN', 'COLD_PRESSED', 'NON_GMO'),
    explained('SINGLE_ORIGIN', 'Olives from one grove; the lot number leads to the harvest day.', {
      metadata: { harvest: '2025' },
    }),
    explained('AWARD_WINNING', 'Silver in the medium fruity class of a regional oil contest, 2025.', {
      validFrom: '2025-05-12',
    }),
  ]),
  product('09520100000027', 'Crunchy Peanut Butter', fernhollow, [
    ...declared('VEGAN', 'GLUTEN_FREE', 'NO_ADDED_SUGAR', 'NO_PALM_OIL', 'NON_GMO'),
  ]),
  product('09520100000034', 'Sunflower Seed Spread', fernhollow, [
    ...declared('VEGAN', 'DAIRY_FREE', 'EGG_FREE', 'SOY_FREE', 'NO_ADDED_SUGAR', 'NO_PALM_OIL'),
    ...declared('NON_GMO', 'RECYCLABLE_PACKAGING'),
    verified('PEANUT_FREE', {
      evidenceUrl: 'https://example.org/allergens/sunflower-spread',
      evidenceNote: 'Site without peanuts, tree nuts or sesame, audited once a year.',
      validFrom: '2025-01-01',
      expirationDate: '2028-12-31',
      metadata: { lot_review: '2026-Q1' },
    }),
    verified('TREE_NUT_FREE', {
      evidenceUrl: 'https://example.org/allergens/sunflower-spread',
      evidenceNote: 'Site without peanuts, tree nuts or sesame, audited once a year.',
      validFrom: '2025-01-01',
      expirationDate: '2028-12-31',
      metadata: { lot_review: '2026-Q1' },
    }),
    verified('SESAME_FREE', {
      evidenceUrl: 'https://example.org/allergens/sunflower-spread',
      evidenceNote: 'Site without peanuts, tree nuts or sesame, audited once a year.',
    }),
    verified('GLUTEN_FREE', {
      evidenceUrl: 'https://example.com/certificates/gluten-free-spreads.pdf',
      evidenceNote: 'Quarterly tests by an outside laboratory.',
    }),
  ]),
  product('09520100000041', 'Dark Chocolate 70%', fernhollow, [
    ...declared('VEGAN', 'NO_PALM_OIL', 'SINGLE_ORIGIN'),
    verified('ORGANIC', {
      evidenceUrl: 'https://example.org/organic/dark-chocolate',
      evidenceNote: 'Certificate covers the cocoa, the sugar and the factory.',
    }),
    verified('FAIR_TRADE', {
      evidenceUrl: 'https://example.org/fair-trade/cocoa-cooperative',
      evidenceNote: 'Cocoa and sugar bought at a minimum price plus a premium paid to the cooperatives.',
      expirationDate: '2028-03-31',
    }),
  ]),
  product('09520100000058', 'Sardines in Olive Oil', fernhollow, [
    ...declared('HIGH_PROTEIN', 'DAIRY_FREE', 'RECYCLABLE_PACKAGING'),
    verified('SUSTAINABLY_SOURCED', {
      evidenceUrl: 'https://example.org/fisheries/sardine',
      evidenceNote: 'The fish: stock within safe limits and small purse seine boats, reviewed yearly.',
      metadata: { lot_review: '2026-Q1', catch_area: 'FAO 27' },
    }),
  ]),
  product('09520100000065', 'Highland Ground Coffee', fernhollow, [
    ...declared('VEGAN', 'SINGLE_ORIGIN'),
    verified('ORGANIC', {
      evidenceUrl: 'https://example.org/organic/highland-coffee',
      evidenceNote: 'Group certificate of the growers and certificate of the roastery.',
    }),
    verified('FAIR_TRADE', {
      evidenceUrl: 'https://example.org/fair-trade/highland-coffee',
      evidenceNote: 'All of the coffee bought at a minimum price plus a premium.',
    }),
    explained('CARBON_NEUTRAL', 'Farm to shop, footprint of 2024; the rest is balanced by tree planting.', {
      validFrom: '2025-03-01',
      expirationDate: '2028-02-29',
    }),
    explained('COMPOSTABLE_PACKAGING', 'The pouch, in an industrial plant; the valve has to be removed.'),
  ]),
  product('09520100000072', 'Tomato Ketchup', fernhollow, [
    ...declared('VEGAN', 'GLUTEN_FREE', 'NO_HIGH_FRUCTOSE_CORN_SYRUP', 'NO_ARTIFICIAL_COLORS'),
    ...declared('NO_ARTIFICIAL_PRESERVATIVES', 'NO_ARTIFICIAL_SWEETENERS', 'RECYCLABLE_PACKAGING'),
  ]),
  product('09520100000089', 'Red Lentil Soup', fernhollow, [
    ...declared('VEGAN', 'GLUTEN_FREE', 'HIGH_FIBER', 'LOW_SODIUM', 'NO_ARTIFICIAL_PRESERVATIVES'),
    verified('HALAL', {
      evidenceUrl: 'https://example.org/halal/soups',
      evidenceNote: 'Certificate covers the recipe and the filling line.',
    }),
  ]),
  product('09520100000096', 'Cloudy Apple Juice', fernhollow, [
    ...declared('VEGAN', 'COLD_PRESSED', 'NO_ARTIFICIAL_PRESERVATIVES'),
    explained(
      'LOCALLY_MADE',
      'Pressed and bottled within 40 km of the orchards and sold in the same region.',
    ),
  ]),
  product('09520100000102', 'Date & Cashew Bar', fernhollow, [
    ...declared('VEGAN', 'GLUTEN_FREE', 'NO_ADDED_SUGAR', 'PEANUT_FREE'),
    explained('NATURAL', 'Three ingredients, ground and pressed; no flavorings, extracts or additives.'),
  ]),

  product('09520200000019', 'Whole Milk', quillstone, [
    ...declared('VEGETARIAN', 'RECYCLABLE_PACKAGING'),
    verified('GRASS_FED', {
      evidenceUrl: 'https://example.com/audits/dairy-herd-feed.pdf',
      evidenceNote: 'Yearly audit of the feeding records of all five farms.',
    }),
    explained('PASTURE_RAISED', 'Cows graze at least 180 days a year.'),
    explained('LOCALLY_MADE', 'Milked, bottled and sold within 60 km.'),
  ]),
  product('09520200000026', 'Lactose-Free Milk', quillstone, [
    ...declared('VEGETARIAN', 'NON_GMO', 'RECYCLABLE_PACKAGING'),
    explained('LACTOSE_FREE', 'Split with lactase; each batch below 0.01% lactose.'),
  ]),
  product('09520200000033', 'Plain Strained Yogurt', quillstone, [
    ...declared('VEGETARIAN', 'GLUTEN_FREE', 'HIGH_PROTEIN', 'NO_ADDED_SUGAR', 'GRASS_FED'),
  ]),
  product('09520200000040', 'Mature Cheddar', quillstone, [
    explained('VEGETARIAN', 'Made with microbial rennet.'),
    explained('SMALL_BATCH', 'One vat a day, about 40 wheels.'),
    explained('AWARD_WINNING', 'Gold for hard cheese at a county show, 2024.', { validFrom: '2024-08-20' }),
  ]),
  product('09520200000057', 'Cultured Butter', quillstone, [
    ...declared('VEGETARIAN', 'GRASS_FED', 'NO_ARTIFICIAL_COLORS'),
    verified('ORGANIC', {
      evidenceUrl: 'https://example.org/organic/cultured-butter',
      evidenceNote: 'Certificate covers the herds and the dairy.',
      expirationDate: '2028-10-31',
    }),
    explained('SMALL_BATCH', 'Churned in lots of 120 kg.'),
  ]),
  product('09520200000064', 'Large Brown Eggs', quillstone, [
    ...declared('VEGETARIAN', 'RECYCLED_PACKAGING'),
    verified('RAISED_WITHOUT_ANTIBIOTICS', {
      evidenceUrl: 'https://example.com/audits/laying-flocks.pdf',
      evidenceNote: 'Treatment records of every flock checked by a veterinarian.',
    }),
    explained('PASTURE_RAISED', 'Hens outdoors by day all year, 10 square metres each, in mobile houses.'),
  ]),
  product('09520200000071', 'Beef Mince', quillstone, [
    ...declared('RAISED_WITHOUT_ANTIBIOTICS', 'HIGH_PROTEIN'),
    verified('GRASS_FED', {
      evidenceUrl: 'https://example.com/audits/beef-herd-feed.pdf',
      evidenceNote: 'Yearly audit of the feeding records, from weaning on.',
    }),
    verified('HALAL', {
      evidenceUrl: 'https://example.org/halal/beef',
      evidenceNote: 'Certificate covers slaughter, cutting and packing.',
      validFrom: '2025-06-01',
      expirationDate: '2028-05-31',
    }),
  ]),
];
