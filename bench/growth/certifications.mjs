import { Random, Skewed } from './random.mjs';

export const CERTIFICATIONS = 300;
const BODIES = 20;
/** Each organization has one of its own: these are the last ones. */
const OWN_FROM = 250;
/** Shared ones that some five products hold, however many products there are. */
const RARE_FROM = 240;
/** Products of which one holds many. */
const STEP = 1_000;
const MANY = 60;

/** Certifications and what products hold of them: the same for the same number of products. */
export class Certifications {
  #choice = new Skewed(RARE_FROM - 1, 1.5);

  /** @param {import('./catalogue.mjs').Catalogue} catalogue */
  constructor(catalogue) {
    this.catalogue = catalogue;
    const random = new Random(catalogue.size + 1);
    const start = Date.UTC(2025, 0, 1);
    this.bodies = Array.from({ length: BODIES }, (_, i) => ({
      id: random.uuid(start + 2_000 + i),
      name: `Body ${(i * 7) % BODIES}`,
    }));
    this.all = Array.from({ length: CERTIFICATIONS }, (_, i) => ({
      id: random.uuid(start + 3_000 + i),
      code: `CERTIFICATION_${String((i * 131) % CERTIFICATIONS).padStart(3, '0')}`,
      label: `Label ${(i * 173) % CERTIFICATIONS}`,
      body: this.bodies[i % BODIES].id,
      organization: i < OWN_FROM ? null : catalogue.organizations[i - OWN_FROM],
    }));
    [this.frequent] = this.all;
    this.rare = this.all[RARE_FROM + 3];
  }

  /** The product that holds most, by its place. */
  get longest() {
    return this.catalogue.counts.indexOf(150);
  }

  /** The certifications that a product holds, 2.4 on average, in no order. */
  *assignments(place) {
    const { catalogue, all } = this;
    const random = new Random(-1 - place);
    const chosen = new Set();
    const step = catalogue.size / 50;
    if (place % step === 0) chosen.add(RARE_FROM + ((place / step) % (OWN_FROM - RARE_FROM)));
    if (random.next() < 0.3) chosen.add(0);
    const more = place % STEP === this.longest % STEP ? MANY : random.next() < 0.7 ? 1 + random.below(5) : 0;
    for (let i = 0; i < more; i++) chosen.add(1 + this.#choice.choose(random));
    if (random.next() < 0.1) chosen.add(OWN_FROM + catalogue.organizations.indexOf(this.#owner(place)));
    for (const index of chosen) {
      const at = Date.UTC(2025, 0, 1) + place * 1_000 + 2;
      const dated = random.next();
      // 15 % have expired, 45 % expire, the others do not.
      const [from, to] =
        dated < 0.15
          ? ['2015-01-01', '2020-12-31']
          : dated < 0.6
            ? ['2024-01-01', `${2060 + random.below(20)}-12-31`]
            : [null, null];
      const status = dated < 0.15 ? 'expired' : random.next() < 0.5 ? 'verified' : 'unverified';
      const number = `C-${random.hex(8)}`;
      yield { certification: all[index], from, to, status, number, at, eventId: random.uuid(at) };
    }
  }

  #owner(place) {
    const { companies, companyOf } = this.catalogue;
    return companies[companyOf[place]].organization;
  }
}
