import type * as fc from 'fast-check';
import type { Api, Held } from './model.js';
import type { Rules } from './rules.js';

/** A claim or a certification of the catalogue, and the two written forms of its id. */
export interface Assignable {
  readonly code: string;
  readonly uuid: string;
  readonly short: string;
}

/** What sequences are about: the claims of products, or their certifications. Everything in which the two differ. */
export interface Kind {
  /** The type in the GraphQL API, which is a part of the names of mutations and inputs. */
  readonly type: 'Claim' | 'Certification';
  /** The field of a product, and the last part of the path of its list. */
  readonly list: 'claims' | 'certifications';
  /** The field of a product with its history. */
  readonly history: 'claimHistory' | 'certificationHistory';
  /** The field of an assignment and of an event, and the prefix of the tables. */
  readonly field: 'claim' | 'certification';
  /** The member of an input that names what is assigned. */
  readonly idField: 'claimId' | 'certificationId';
  /** What callers see of the catalogue. Codes sort by code point, as labels do where they decide the order. */
  readonly assignables: readonly [Assignable, Assignable, Assignable];
  readonly settable: readonly string[];
  /** An assignment of which nothing was sent. */
  readonly blank: Held;
  readonly rules: Rules;
  /** The fields of `rules` as the GraphQL API takes them before the domain sees them. */
  readonly graphqlTypes: Rules;
  /** Values that callers send, mostly good ones. */
  readonly values: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** Ids that name nothing for the caller, beside those that name nothing of any kind. */
  readonly hidden: readonly string[];
  /** Fields that an API does not show, and fields that it shows as null. */
  unshown(
    api: Api,
    owner: 'ours' | 'theirs',
  ): { readonly left: readonly string[]; readonly nulls: readonly string[] };
  /** An enumeration's value as the GraphQL API writes it; other values as they are. */
  inGraphql(field: string, value: unknown): unknown;
  /** The reverse. */
  fromGraphql(field: string, value: unknown): unknown;
  /** Rows of the catalogue: a statement, and its values for each. */
  readonly catalogue: (organizations: { readonly ours: string; readonly theirs: string }) => {
    readonly text: string;
    readonly rows: readonly (readonly unknown[])[];
  };
}
