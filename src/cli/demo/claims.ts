import { demoClaimId } from './claim-id.js';

/**
 * The claims of the demo catalogue. The wording is general on purpose: where a threshold or a legal
 * definition exists it differs by market, so the descriptions name the idea and the proof to keep at hand.
 */
export interface DemoClaim {
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly category: DemoClaimCategory;
  readonly requiresDefinition: boolean;
  readonly description: string;
}

export type DemoClaimCategory =
  | 'DIETARY'
  | 'INGREDIENT_ABSENCE'
  | 'ALLERGEN_FREE'
  | 'PROCESS'
  | 'SUSTAINABILITY'
  | 'OTHER';

type Row = (
  code: string,
  label: string,
  category: DemoClaimCategory,
  sentences: readonly string[],
) => DemoClaim;

/** A claim that is understood as it stands. */
const clear: Row = (code, label, category, sentences) => ({
  id: demoClaimId(code),
  code,
  label,
  category,
  requiresDefinition: false,
  description: sentences.join(' '),
});

/** A claim that says little until the brand explains what it means by it. */
const open: Row = (...row) => ({ ...clear(...row), requiresDefinition: true });

export const demoClaims: readonly DemoClaim[] = [
  clear('VEGAN', 'Vegan', 'DIETARY', [
    'Contains nothing of animal origin, including additives and processing aids.',
    'The brand should hold supplier statements for every ingredient.',
  ]),
  clear('VEGETARIAN', 'Vegetarian', 'DIETARY', [
    'Contains no meat, poultry, fish or slaughter by-product such as gelatin or animal rennet.',
    'Milk, eggs and honey are allowed.',
  ]),
  open('PLANT_BASED', 'Plant-Based', 'DIETARY', [
    'Made wholly or mainly from plants; not the same as vegan.',
    'The brand should say whether any animal ingredient remains, and how much.',
  ]),
  clear('KOSHER', 'Kosher', 'DIETARY', [
    'Prepared in line with Jewish dietary law.',
    'Usually backed by a certificate from a supervising rabbi or agency that names the product and site.',
  ]),
  clear('HALAL', 'Halal', 'DIETARY', [
    'Permitted under Islamic dietary law in its ingredients, slaughter and handling.',
    'Usually backed by a certificate from a halal certification body.',
  ]),
  clear('HIGH_PROTEIN', 'High Protein', 'DIETARY', [
    'Meets the protein threshold that the market of sale sets for this nutrition claim.',
    'The brand should hold an analysis or a calculated nutrition declaration.',
  ]),
  clear('HIGH_FIBER', 'High Fiber', 'DIETARY', [
    'Meets the dietary fiber threshold that the market of sale sets for this nutrition claim.',
    'The brand should hold an analysis or a calculated nutrition declaration.',
  ]),
  clear('LOW_SODIUM', 'Low Sodium', 'DIETARY', [
    'Sodium stays below the limit that the market of sale sets for this nutrition claim.',
    'The brand should hold an analysis that counts sodium from all sources, not only from added salt.',
  ]),
  open('WHOLE_GRAIN', 'Whole Grain', 'DIETARY', [
    'Made with grain that keeps its bran, germ and endosperm.',
    'The brand should state the share of whole grain in the product.',
  ]),

  clear('NON_GMO', 'Non-GMO', 'INGREDIENT_ABSENCE', [
    'Made without ingredients from genetically modified organisms.',
    'The brand should show traceability or testing for crops at risk, such as maize, soy and canola.',
  ]),
  clear('NO_ADDED_SUGAR', 'No Added Sugar', 'INGREDIENT_ABSENCE', [
    'No sugar, syrup or other ingredient used for sweetening was added; sugars of the ingredients remain.',
    'The recipe is the proof.',
  ]),
  clear('NO_HIGH_FRUCTOSE_CORN_SYRUP', 'No High-Fructose Corn Syrup', 'INGREDIENT_ABSENCE', [
    'Made without high-fructose corn syrup, sold in some markets as glucose-fructose syrup.',
    'Other sweeteners may be present.',
  ]),
  clear('NO_ARTIFICIAL_COLORS', 'No Artificial Colors', 'INGREDIENT_ABSENCE', [
    'Made without synthetic colorants; colors from fruit, vegetables or spices may be used.',
    'The brand should hold the specification of every coloring ingredient.',
  ]),
  clear('NO_ARTIFICIAL_FLAVORS', 'No Artificial Flavors', 'INGREDIENT_ABSENCE', [
    'Made without synthetic flavorings; natural flavorings may be used.',
    'The brand should hold statements from its flavor suppliers.',
  ]),
  clear('NO_ARTIFICIAL_PRESERVATIVES', 'No Artificial Preservatives', 'INGREDIENT_ABSENCE', [
    'Made without synthetic preservatives.',
    'Preservatives carried over from ingredients should be checked, and shelf life shown without them.',
  ]),
  clear('NO_ARTIFICIAL_SWEETENERS', 'No Artificial Sweeteners', 'INGREDIENT_ABSENCE', [
    'Made without synthetic high-intensity sweeteners such as aspartame, saccharin or sucralose.',
    'Sugar and other sweetening ingredients may be present.',
  ]),
  clear('NO_PALM_OIL', 'No Palm Oil', 'INGREDIENT_ABSENCE', [
    'Made without palm oil, palm kernel oil or their fractions.',
    'Emulsifiers and other derivatives are often palm based, so their source should be documented.',
  ]),
  clear('LACTOSE_FREE', 'Lactose-Free', 'INGREDIENT_ABSENCE', [
    'Lactose was removed, split by lactase or never present, down to the limit of the market of sale.',
    'It does not mean free of milk protein, so it is no statement for people with a milk allergy.',
  ]),

  clear('GLUTEN_FREE', 'Gluten-Free', 'ALLERGEN_FREE', [
    'Gluten stays within the legal limit, in many markets 20 mg per kg.',
    'The brand should hold batch tests and a plan against cross-contact, above all for oats.',
  ]),
  clear('DAIRY_FREE', 'Dairy-Free', 'ALLERGEN_FREE', [
    'Made without milk or anything derived from it, such as whey, casein and lactose.',
    'The brand should control cross-contact on shared lines.',
  ]),
  clear('EGG_FREE', 'Egg-Free', 'ALLERGEN_FREE', [
    'Made without egg or egg derivatives such as albumin and egg lecithin.',
    'The brand should control cross-contact on shared lines.',
  ]),
  clear('SOY_FREE', 'Soy-Free', 'ALLERGEN_FREE', [
    'Made without soy or soy derivatives, including soy lecithin and hydrolysed soy protein.',
    'The brand should control cross-contact on shared lines.',
  ]),
  clear('PEANUT_FREE', 'Peanut-Free', 'ALLERGEN_FREE', [
    'Made without peanuts, with cross-contact controlled at the site and at suppliers.',
    'It says nothing about tree nuts.',
  ]),
  clear('TREE_NUT_FREE', 'Tree Nut-Free', 'ALLERGEN_FREE', [
    'Made without tree nuts such as almonds, cashews, hazelnuts and walnuts, with cross-contact controlled.',
    'It says nothing about peanuts, which are a legume.',
  ]),
  clear('SESAME_FREE', 'Sesame-Free', 'ALLERGEN_FREE', [
    'Made without sesame seed, oil, paste or flour.',
    'The brand should control cross-contact on shared lines.',
  ]),

  clear('ORGANIC', 'Organic', 'PROCESS', [
    'Grown and processed under an organic standard; in many markets the word is protected by law.',
    'The brand should hold a valid certificate that covers the product.',
  ]),
  clear('GRASS_FED', 'Grass-Fed', 'PROCESS', [
    'Comes from animals that, once weaned, ate grass and other forage rather than grain.',
    'The brand should hold feeding records or an audit of its farms.',
  ]),
  open('PASTURE_RAISED', 'Pasture-Raised', 'PROCESS', [
    'Comes from animals kept on pasture for a good part of their lives.',
    'The brand should state the days outdoors and the space per animal.',
  ]),
  clear('RAISED_WITHOUT_ANTIBIOTICS', 'Raised Without Antibiotics', 'PROCESS', [
    'Comes from animals that never received antibiotics; animals that were treated are sold separately.',
    'The brand should hold treatment records from its farms.',
  ]),
  clear('COLD_PRESSED', 'Cold-Pressed', 'PROCESS', [
    'Pressed by mechanical means without added heat, as for oils and juices.',
    'The brand should document the process and its temperature.',
  ]),
  clear('STONE_GROUND', 'Stone-Ground', 'PROCESS', [
    'Milled between stones rather than steel rollers.',
    'The brand should be able to name the mill and its method.',
  ]),
  open('SMALL_BATCH', 'Small Batch', 'PROCESS', [
    'Made in limited quantities at a time.',
    'No common limit exists, so the brand should state its batch size.',
  ]),

  open('FAIR_TRADE', 'Fair Trade', 'SUSTAINABILITY', [
    'Bought from producers on terms meant to be fair, such as a minimum price or a premium.',
    'The brand should name the standard it follows and the ingredients covered.',
  ]),
  open('SUSTAINABLY_SOURCED', 'Sustainably Sourced', 'SUSTAINABILITY', [
    'Raw materials come from sources that the brand regards as sustainable.',
    'The brand should name the criteria, the ingredients covered and who checks them.',
  ]),
  open('CARBON_NEUTRAL', 'Carbon Neutral', 'SUSTAINABILITY', [
    'Greenhouse gas emissions are said to be balanced by reductions or removals; some markets restrict it.',
    'The brand should state the scope, the footprint, the period and any offsets.',
  ]),
  clear('RECYCLABLE_PACKAGING', 'Recyclable Packaging', 'SUSTAINABILITY', [
    'The packaging can be collected, sorted and recycled where the product is sold.',
    'The brand should hold a recyclability assessment for each component.',
  ]),
  clear('RECYCLED_PACKAGING', 'Recycled Packaging', 'SUSTAINABILITY', [
    'The packaging is made of recycled material.',
    'The brand should hold supplier records of the recycled share, best split by use before and after sale.',
  ]),
  open('COMPOSTABLE_PACKAGING', 'Compostable Packaging', 'SUSTAINABILITY', [
    'The packaging breaks down to compost within a set time.',
    'The brand should state whether at home or in an industrial plant, and the test standard passed.',
  ]),

  open('NATURAL', 'Natural', 'OTHER', [
    'Called natural by the brand; the word has no single legal meaning.',
    'The brand should say which ingredients and processes it rules out.',
  ]),
  open('LOCALLY_MADE', 'Locally Made', 'OTHER', [
    'Made near the place of sale.',
    'The brand should name the place, the distance it counts as local and the steps done there.',
  ]),
  clear('SINGLE_ORIGIN', 'Single Origin', 'OTHER', [
    'The main ingredient comes from one country, region or farm.',
    'The brand should be able to trace every lot to that origin.',
  ]),
  clear('AWARD_WINNING', 'Award-Winning', 'OTHER', [
    'The product won an award in a contest open to others.',
    'The brand should name the contest, the year and the category.',
  ]),
];
