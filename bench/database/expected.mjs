import { gtinOf } from './catalogue.mjs';

const PAGE = 25;

/** The right answers, read from the tables one level after the other. */
export class Expected {
  #client;

  constructor(client) {
    this.#client = client;
  }

  async product(product) {
    const [found] = await this.#products('where gtin = $1', [gtinOf(product)]);
    return found;
  }

  /** The products of the n-th page, from 0. */
  page(n) {
    return this.#products(`order by gtin limit ${PAGE} offset $1`, [n * PAGE]);
  }

  claims(category) {
    return this.#rows(
      `select id, code, label, category from claim where category = $1 order by code limit ${PAGE}`,
      [category],
    );
  }

  async #products(which, values) {
    const products = await this.#rows(`select gtin, name, brand from product ${which}`, values);
    const assignments = await this.#rows(
      `select gtin, claim_id, source, valid_from::text as "validFrom", expiration_date::text as "expirationDate"
       from claim_assignment where gtin = any($1) order by claim_id limit ${products.length * 100}`,
      [products.map(({ gtin }) => gtin)],
    );
    const claims = await this.#rows('select id, code, label, category from claim', []);
    const byId = new Map(claims.map(({ id, ...claim }) => [id, claim]));
    return products.map((product) => ({
      ...product,
      claims: assignments
        .filter(({ gtin }) => gtin === product.gtin)
        .slice(0, PAGE)
        .map(({ gtin, claim_id, ...rest }) => ({ ...rest, claim: byId.get(claim_id) })),
    }));
  }

  async #rows(text, values) {
    return (await this.#client.query(text, values)).rows;
  }
}
