import { Random, Skewed } from './random.mjs';
import { brandName, productName } from './words.mjs';

/** Time of the oldest row. */
const START = Date.UTC(2025, 0, 1);

export const CLAIMS = 500;
/** The last claims of the catalogue, which some five products carry, however many products there are. */
export const RARE_CLAIMS = 20;
/** A frequent claim that is not verified: a filter on its source finds nothing among many rows. */
export const UNVERIFIED_CLAIM = 1;
const ORGANIZATIONS = 50;
const categories = ['DIETARY', 'INGREDIENT_ABSENCE', 'ALLERGEN_FREE', 'PROCESS', 'SUSTAINABILITY', 'OTHER'];

/** One claim of a product in `BLOCK` products: these numbers add up to five a product. */
const BLOCK = 1_000;
const blockOfCounts = (() => {
  const counts = [150, 60, 60, 60, 60, ...Array(100).fill(0)];
  while (counts.length < BLOCK) counts.push(1 + (counts.length % 9));
  for (let i = BLOCK - 1; ; i = i === 105 ? BLOCK - 1 : i - 1) {
    const missing = 5 * BLOCK - counts.reduce((sum, count) => sum + count);
    if (missing === 0) return counts;
    counts[i] += Math.sign(missing);
  }
})();

/**
 * Everything that a database of so many products holds: the same for the same number. Products are numbered
 * in the order of their creation, in which they are also stored; GTINs and names follow other orders.
 */
export class Catalogue {
  #claimChoice = new Skewed(CLAIMS - RARE_CLAIMS, 1.5);

  /** @param {number} size number of products, a multiple of 1,000 */
  constructor(size) {
    if (size % BLOCK !== 0) throw new Error(`The number of products should be a multiple of ${BLOCK}.`);
    this.size = size;
    const random = new Random(size);
    this.organizations = Array.from({ length: ORGANIZATIONS }, (_, i) => random.uuid(START + i));
    this.claims = Array.from({ length: CLAIMS }, (_, i) => ({
      id: random.uuid(START + 1_000 + i),
      code: `CLAIM_${String((i * 211) % CLAIMS).padStart(3, '0')}`,
      category: categories[i % categories.length],
    }));
    this.counts = Array.from({ length: size / BLOCK }, () => random.shuffle([...blockOfCounts])).flat();
    this.#nameCompanies(random);
  }

  /** Companies of 1 to 2,000 products, one brand and one range of GTINs each, in no order. */
  #nameCompanies(random) {
    this.companyOf = new Uint32Array(this.size);
    this.itemOf = new Uint32Array(this.size);
    this.companies = [];
    for (let place = 0; place < this.size; ) {
      const items = Math.min(this.size - place, Math.ceil(2_000 ** (random.next() ** 1.5)));
      const company = this.companies.length;
      const prefix = 1_000_000 + ((company * 7_919_111 + 4_242_424) % 9_000_000);
      const organization = this.organizations[company % ORGANIZATIONS];
      this.companies.push({ prefix, organization, brand: brandName(random) });
      const numbers = random.shuffle(Array.from({ length: items }, (_, i) => i * 7));
      for (const item of numbers) {
        this.companyOf[place] = company;
        this.itemOf[place++] = item;
      }
    }
  }

  gtin(place) {
    const { prefix } = this.companies[this.companyOf[place]];
    const digits = `0${prefix}${String(this.itemOf[place]).padStart(5, '0')}`;
    let sum = 0;
    for (let i = 0; i < 13; i++) sum += Number(digits[i]) * (i % 2 === 0 ? 3 : 1);
    return digits + ((10 - (sum % 10)) % 10);
  }

  product(place) {
    const { organization, brand } = this.companies[this.companyOf[place]];
    const name = productName(new Random(place * 2 + 1), place);
    return { gtin: this.gtin(place), organization, name, brand, createdAt: START + place * 1_000 };
  }

  /** The assignments of a product, in no order. */
  *assignments(place) {
    const random = new Random(place * 2);
    const chosen = new Set();
    const step = this.size / 100;
    if (place % step === 0) chosen.add(CLAIMS - RARE_CLAIMS + ((place / step) % RARE_CLAIMS));
    const wanted = this.counts[place];
    while (chosen.size < wanted) chosen.add(this.#claimChoice.choose(random));
    for (const claim of [...chosen].slice(0, wanted)) {
      const at = START + place * 1_000 + 1;
      const dated = random.next();
      // 12 % hold not yet or no longer, 20 % have dates and hold, the others have none.
      const [from, to] =
        dated < 0.06
          ? ['2090-01-01', null]
          : dated < 0.12
            ? ['2015-01-01', '2020-12-31']
            : dated < 0.32
              ? ['2024-01-01', '2080-12-31']
              : [null, null];
      const isVerified = random.next() < 0.3 && claim !== UNVERIFIED_CLAIM;
      const source = isVerified ? 'THIRD_PARTY_VERIFIED' : 'BRAND_SELF_DECLARED';
      const evidence = random.next() < 0.2;
      yield { claim: this.claims[claim], source, from, to, evidence, at, eventId: random.uuid(at) };
    }
  }
}
