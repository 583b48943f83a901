import { Catalogue, CLAIMS, RARE_CLAIMS, UNVERIFIED_CLAIM } from './catalogue.mjs';
import { Certifications } from './certifications.mjs';
import { createClient, Database } from './gateway.mjs';
import { Random } from './random.mjs';

/** Rows of a page: what a caller gets who names no size. */
export const PAGE = 25;

/** A database of one size, the service's way to it, and keys to ask it for. */
export class Sample {
  /** For the statements of the measurement itself: the service's own have a time limit. */
  #client;

  /**
   * @param {string} url of a database that generate.mjs made
   * @param {number} size its number of products
   */
  static async open(url, size) {
    // One connection: it prepares every named statement and soon plans it without looking at values.
    const database = await Database.open({ url, poolSize: 1, warn: console.warn });
    const sample = new Sample(url, new Catalogue(size), database);
    await sample.#client.connect();
    await sample.#warm();
    return sample;
  }

  constructor(url, catalogue, database) {
    this.url = url;
    this.catalogue = catalogue;
    this.database = database;
    this.#client = createClient(url);
    this.random = new Random(42);
    this.deepPage = catalogue.size / 100;
    const [organizationId] = catalogue.organizations;
    this.principal = { organizationId, role: 'manager', credential: 'csb', actor: 'key.bench' };
    this.own = [...catalogue.companyOf.keys()].filter(
      (place) => catalogue.companies[catalogue.companyOf[place]].organization === organizationId,
    );
    this.longHistory = catalogue.gtin(catalogue.counts.indexOf(150));
    const claim = (place) => ({ ...catalogue.claims[place], label: '' });
    this.frequentClaim = claim(0);
    this.unverifiedClaim = claim(UNVERIFIED_CLAIM);
    this.rareClaim = claim(CLAIMS - RARE_CLAIMS + 3);
    this.certifications = new Certifications(catalogue);
    [{ certification: this.longCertification }] = this.certifications.assignments(
      this.certifications.longest,
    );
    this.frequentCodes = catalogue.claims.slice(0, 10).map(({ code }) => code);
  }

  /** Has everything read once, so that the operating system holds it and no disk is measured. */
  async #warm() {
    await this.read('create extension if not exists pg_prewarm');
    await this.read(`select sum(pg_prewarm(c.oid, 'read')) from pg_class c
      where c.relkind in ('r', 'i') and c.relnamespace = 'public'::regnamespace`);
  }

  /** Rows of a statement of the measurement itself, without a time limit. */
  async read(text, values = []) {
    return (await this.#client.query(text, values)).rows;
  }

  /** Any product, as the service gives it. */
  product() {
    const { gtin, organization, name, brand } = this.catalogue.product(
      this.random.below(this.catalogue.size),
    );
    return { gtin, organizationId: organization, name, brand };
  }

  products(count) {
    return Array.from({ length: count }, () => this.product());
  }

  claim() {
    return this.random.of(this.catalogue.claims);
  }

  /** Any product's assignment: the product, its claim and the event that says so. */
  assignment() {
    for (;;) {
      const place = this.random.below(this.catalogue.size);
      const found = this.random.of([...this.catalogue.assignments(place)]);
      if (found) return { gtin: this.catalogue.gtin(place), claimId: found.claim.id, eventId: found.eventId };
    }
  }

  /** A product of our own and a claim that it does not carry. */
  pair() {
    const place = this.random.of(this.own);
    const carried = new Set([...this.catalogue.assignments(place)].map(({ claim }) => claim.id));
    for (;;) {
      const { id } = this.claim();
      if (!carried.has(id)) return { gtin: this.catalogue.gtin(place), claimId: id };
    }
  }

  /** A certification that every caller sees. */
  certification() {
    return this.random.of(this.certifications.all.filter(({ organization }) => organization === null));
  }

  /** Any product and a shared certification that it holds. */
  held() {
    for (;;) {
      const place = this.random.below(this.catalogue.size);
      const shared = [...this.certifications.assignments(place)].filter(
        ({ certification }) => certification.organization === null,
      );
      const found = this.random.of(shared);
      if (found) return { gtin: this.catalogue.gtin(place), certificationId: found.certification.id };
    }
  }

  /** A product of our own and a certification that it does not hold. */
  notHeld() {
    const place = this.random.of(this.own);
    const held = new Set(
      [...this.certifications.assignments(place)].map(({ certification }) => certification.id),
    );
    for (;;) {
      const { id } = this.certification();
      if (!held.has(id)) return { gtin: this.catalogue.gtin(place), certificationId: id };
    }
  }

  /** Takes back what the measurement wrote. */
  async close() {
    const own = this.own.map((place) => this.catalogue.gtin(place));
    for (const table of ['claim_assignment_event', 'certification_assignment_event']) {
      await this.read(`delete from ${table} where gtin = any($1) and actor = 'key.bench'`, [own]);
    }
    await this.#client.end();
    await this.database.close();
  }
}
