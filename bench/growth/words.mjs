import { Random, Skewed } from './random.mjs';

/** Words of real product names, the frequent ones first. */
const known = `organic natural chocolate milk whole classic free vanilla original fresh light almond coconut
strawberry cream sugar oat honey butter apple salted roasted protein lemon orange dark rice soy crunchy cheese
bread yogurt juice green tea coffee sauce tomato spicy garlic olive oil chicken beef salmon tuna pasta noodles
soup bar cookies crackers chips granola muesli cereal spread jam syrup mint ginger cherry berry mango banana
peach pear plum grape hazelnut peanut cashew walnut pecan pistachio seed sunflower pumpkin sesame chia flax
quinoa lentil bean pea corn potato carrot beet spinach kale mushroom onion pepper chili curry mustard vinegar
ketchup mayo pesto hummus tofu tempeh burger sausage bacon ham turkey egg flour yeast salt cinnamon cocoa`
  .split(/\s+/)
  .filter(Boolean);

const syllables = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bra cle dri flo gru sta'.split(
  ' ',
);

/** How many different words names are made of. */
const WORDS = 8_000;

/** Made-up words stand in for the rare ones. */
const vocabulary = (() => {
  const random = new Random(7);
  const words = new Set(known);
  while (words.size < WORDS) words.add(Array.from({ length: 3 }, () => random.of(syllables)).join(''));
  return [...words];
})();

const skewed = new Skewed(WORDS, 3);

/** A word that a few per cent of all names contain, one of 1 in some thousands. */
export const commonWord = vocabulary[0];
export const secondCommonWord = vocabulary[1];
export const seldomWord = vocabulary[3_000];

/** A word of a product's name that no other has. */
export const uniqueWord = (place) => `no${place.toString(36)}`;

/** Name of the product at this place: 2 to 6 words and a quantity; one in ten carries a word of its own. */
export function productName(random, place) {
  const words = new Set();
  const length = 2 + random.below(5);
  while (words.size < length) words.add(vocabulary[skewed.choose(random)]);
  const text = [...words].map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
  const own = place % 10 === 0 ? ` ${uniqueWord(place)}` : '';
  return `${text}${own} ${(1 + random.below(40)) * 25} g`;
}

/** Name of a brand. */
export function brandName(random) {
  const word = () => vocabulary[300 + random.below(WORDS - 300)];
  return `${word()} ${random.of(['Foods', 'Farms', 'Naturals', 'Kitchen', 'Mills'])} ${word()}`;
}
