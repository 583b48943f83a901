import DataLoader from 'dataloader';
import type { GlobalId } from '../codecs/global-id.js';
import type { Database } from '../database/database.js';
import { type AssignmentPair, findAssignments } from '../services/assignments/find-assignments.js';
import {
  type ClaimAssignmentsQuery,
  countAssignmentsOfClaims,
  listAssignmentsOfClaims,
} from '../services/assignments/list-claim-assignments.js';
import {
  countClaimsOfProducts,
  listClaimsOfProducts,
  type ProductClaimsQuery,
} from '../services/assignments/list-product-claims.js';
import {
  type CertificationPair,
  findCertificationAssignments,
} from '../services/certification-assignments/find-certification-assignments.js';
import {
  type CertificationAssignmentsQuery,
  countAssignmentsOfCertifications,
  listAssignmentsOfCertifications,
} from '../services/certification-assignments/list-certification-assignments.js';
import {
  countCertificationsOfProducts,
  listCertificationsOfProducts,
  type ProductCertificationsQuery,
} from '../services/certification-assignments/list-certifications-of-products.js';
import { findCertificationBodies } from '../services/certifications/find-certification-bodies.js';
import { findCertifications } from '../services/certifications/find-certifications.js';
import {
  countCertificationsOfBodies,
  listCertificationsOfBodies,
} from '../services/certifications/list-certifications-of-bodies.js';
import { upperCaseAscii } from '../services/claims/comparisons.js';
import { findClaims, findClaimsByCodes } from '../services/claims/find-claims.js';
import { findCertificationEvents } from '../services/history/find-certification-events.js';
import { type EventKey, findEvents } from '../services/history/find-events.js';
import {
  type CertificationHistorySubject,
  countCertificationHistory,
  listCertificationHistory,
} from '../services/history/list-certification-history.js';
import { countEvents, type HistorySubject, listEvents } from '../services/history/list-events.js';
import { findOrganizations } from '../services/organizations/find-organizations.js';
import type { Page } from '../services/pagination/page.js';
import type { PageRequest } from '../services/pagination/page-request.js';
import type { Principal } from '../services/principal.js';
import { findProducts } from '../services/products/find-products.js';
import type {
  CertificationAssignmentRecord,
  CertificationBodyRecord,
  CertificationEventRecord,
  CertificationRecord,
  ClaimAssignmentRecord,
  ClaimRecord,
  EventRecord,
  OrganizationRecord,
  ProductRecord,
} from '../services/records.js';

/** Maximum keys per statement. */
const MAX_KEYS = 500;

/**
 * Batches the look-ups of the resolvers of one request, so that a level of a query costs one statement,
 * whatever its number of rows. Rows whose lists have the same arguments share a statement. Created for one
 * request and discarded with it.
 */
export class Loaders {
  /** Loaders of all kinds by list and arguments. */
  private readonly loaders = new Map<string, unknown>();

  constructor(
    private readonly database: Database,
    private readonly principal: Principal,
  ) {}

  /** Clears the cache, so that look-ups after a mutation return its result. */
  forget(): void {
    this.loaders.clear();
  }

  organization(id: string): Promise<OrganizationRecord> {
    return this.loader('organizations', null, identity, async (ids) =>
      inOrder(ids, await findOrganizations(this.database, ids), (organization) => organization.id),
    ).load(id);
  }

  product(gtin: string): Promise<ProductRecord> {
    return this.loader('products', null, identity, async (gtins) =>
      inOrder(gtins, await findProducts(this.database, gtins), (product) => product.gtin),
    ).load(gtin);
  }

  /** The record that a global id names; null for one that does not exist or is not shown to the caller. */
  record(named: GlobalId): Promise<object | null> {
    const { database, principal } = this;
    switch (named.type) {
      case 'Product':
        return this.recordOf('Product', named.gtin, (gtins) => findProducts(this.database, gtins), gtinOf);
      case 'Claim':
        return this.recordOf('Claim', named.id, (ids) => findClaims(this.database, ids), idOf);
      case 'Organization':
        return this.recordOf('Organization', named.id, (ids) => findOrganizations(this.database, ids), idOf);
      case 'ClaimAssignment':
        return this.loader('recordsOfAssignments', null, pairName, (pairs: readonly AssignmentPair[]) =>
          findAssignments(this.database, this.principal, pairs),
        ).load(named);
      case 'ClaimAssignmentEvent':
        return this.loader('recordsOfEvents', null, eventName, (keys: readonly EventKey[]) =>
          findEvents(this.database, this.principal, keys),
        ).load(named);
      case 'Certification':
        return this.recordOf(
          named.type,
          named.id,
          (ids) => findCertifications(database, principal, ids),
          idOf,
        );
      case 'CertificationBody':
        return this.recordOf(named.type, named.id, (ids) => findCertificationBodies(database, ids), idOf);
      case 'CertificationAssignment':
        return this.loader(
          'recordsOfCertificationAssignments',
          null,
          certificationName,
          (pairs: readonly CertificationPair[]) =>
            findCertificationAssignments(this.database, this.principal, pairs),
        ).load(named);
      case 'CertificationAssignmentEvent':
        return this.loader('recordsOfCertificationEvents', null, eventName, (keys: readonly EventKey[]) =>
          findCertificationEvents(this.database, this.principal, keys),
        ).load(named);
    }
  }

  /** The claim with this code in any letter case; null for an unknown one. */
  claimByCode(code: string): Promise<ClaimRecord | null> {
    return this.recordOf(
      'ClaimWithCode',
      upperCaseAscii(code),
      (codes) => findClaimsByCodes(this.database, codes),
      (claim) => claim.code,
    );
  }

  private recordOf<Row>(
    type: string,
    key: string,
    find: (keys: readonly string[]) => Promise<readonly Row[]>,
    keyOf: (row: Row) => string,
  ): Promise<Row | null> {
    return this.loader<string, Row | null>(`recordsOf${type}`, null, identity, async (keys) => {
      const byKey = new Map((await find(keys)).map((row) => [keyOf(row), row]));
      return keys.map((one) => byKey.get(one) ?? null);
    }).load(key);
  }

  claimsOfProduct(product: ProductRecord, query: ProductClaimsQuery): Promise<Page<ClaimAssignmentRecord>> {
    return this.loader('claimsOfProducts', query, gtinOf, (products) =>
      listClaimsOfProducts(this.database, this.principal, products, query),
    ).load(product);
  }

  countClaimsOfProduct(gtin: string, filter: ProductClaimsQuery['filter']): Promise<number> {
    return this.loader('countClaimsOfProducts', filter, identity, (gtins) =>
      countClaimsOfProducts(this.database, gtins, filter),
    ).load(gtin);
  }

  assignmentsOfClaim(claim: ClaimRecord, query: ClaimAssignmentsQuery): Promise<Page<ClaimAssignmentRecord>> {
    return this.loader('assignmentsOfClaims', query, idOf<ClaimRecord>, (claims) =>
      listAssignmentsOfClaims(this.database, this.principal, claims, query),
    ).load(claim);
  }

  countAssignmentsOfClaim(id: string, filter: ClaimAssignmentsQuery['filter']): Promise<number> {
    return this.loader('countAssignmentsOfClaims', filter, identity, (ids) =>
      countAssignmentsOfClaims(this.database, ids, filter),
    ).load(id);
  }

  certificationBody(id: string): Promise<CertificationBodyRecord> {
    return this.loader('certificationBodies', null, identity, async (ids) =>
      inOrder(ids, await findCertificationBodies(this.database, ids), idOf),
    ).load(id);
  }

  certificationsOfProduct(
    product: ProductRecord,
    query: ProductCertificationsQuery,
  ): Promise<Page<CertificationAssignmentRecord>> {
    return this.loader('certificationsOfProducts', query, gtinOf, (products) =>
      listCertificationsOfProducts(this.database, this.principal, products, query),
    ).load(product);
  }

  countCertificationsOfProduct(gtin: string, filter: ProductCertificationsQuery['filter']): Promise<number> {
    return this.loader('countCertificationsOfProducts', filter, identity, (gtins) =>
      countCertificationsOfProducts(this.database, this.principal, gtins, filter),
    ).load(gtin);
  }

  assignmentsOfCertification(
    certification: CertificationRecord,
    query: CertificationAssignmentsQuery,
  ): Promise<Page<CertificationAssignmentRecord>> {
    return this.loader('assignmentsOfCertifications', query, idOf<CertificationRecord>, (certifications) =>
      listAssignmentsOfCertifications(this.database, this.principal, certifications, query),
    ).load(certification);
  }

  countAssignmentsOfCertification(
    id: string,
    filter: CertificationAssignmentsQuery['filter'],
  ): Promise<number> {
    return this.loader('countAssignmentsOfCertifications', filter, identity, (ids) =>
      countAssignmentsOfCertifications(this.database, this.principal, ids, filter),
    ).load(id);
  }

  certificationsOfBody(id: string, request: PageRequest): Promise<Page<CertificationRecord>> {
    return this.loader('certificationsOfBodies', request, identity, (ids) =>
      listCertificationsOfBodies(this.database, this.principal, ids, request),
    ).load(id);
  }

  countCertificationsOfBody(id: string): Promise<number> {
    return this.loader('countCertificationsOfBodies', null, identity, (ids) =>
      countCertificationsOfBodies(this.database, this.principal, ids),
    ).load(id);
  }

  certificationEvents(
    subject: CertificationHistorySubject,
    request: PageRequest,
  ): Promise<Page<CertificationEventRecord>> {
    const owners = subject.certificationId === null ? 'Products' : 'Assignments';
    return this.loader(`certificationEventsOf${owners}`, request, certificationName, (subjects) =>
      listCertificationHistory(this.database, this.principal, subjects, request),
    ).load(subject);
  }

  countCertificationEvents(subject: CertificationHistorySubject): Promise<number> {
    return this.loader('countCertificationEvents', null, certificationName, (subjects) =>
      countCertificationHistory(this.database, this.principal, subjects),
    ).load(subject);
  }

  events(subject: HistorySubject, request: PageRequest): Promise<Page<EventRecord>> {
    const kind = subject.claimId === null ? 'eventsOfProducts' : 'eventsOfAssignments';
    return this.loader(kind, request, subjectName, (subjects) =>
      listEvents(this.database, subjects, request),
    ).load(subject);
  }

  countEvents(subject: HistorySubject): Promise<number> {
    return this.loader('countEvents', null, subjectName, (subjects) =>
      countEvents(this.database, subjects),
    ).load(subject);
  }

  /** Returns the loader of a list with these arguments, which is created on demand. */
  private loader<Key, Value>(
    list: string,
    args: object | null,
    nameOf: (key: Key) => string,
    batch: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
  ): DataLoader<Key, Value, string> {
    const name = `${list} ${JSON.stringify(args)}`;
    let loader = this.loaders.get(name) as DataLoader<Key, Value, string> | undefined;
    if (!loader) {
      loader = new DataLoader(batch, { maxBatchSize: MAX_KEYS, cacheKeyFn: nameOf });
      this.loaders.set(name, loader);
    }
    return loader;
  }
}

const identity = (key: string): string => key;
const gtinOf = (product: ProductRecord): string => product.gtin;
const idOf = <Row extends { readonly id: string }>({ id }: Row): string => id;
const pairName = ({ gtin, claimId }: AssignmentPair): string => `${gtin} ${claimId}`;
const eventName = ({ gtin, id }: EventKey): string => `${gtin} ${id}`;
const subjectName = ({ gtin, claimId }: HistorySubject): string => `${gtin} ${claimId}`;
const certificationName = ({ gtin, certificationId }: CertificationHistorySubject): string =>
  `${gtin} ${certificationId}`;

/** Returns rows in the order of their keys. Foreign keys ensure that they exist. */
function inOrder<Row>(
  keys: readonly string[],
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (Row | Error)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? new Error(`No row was found for the key ${key}.`));
}
