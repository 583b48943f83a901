/**
 * What the demo consists of, in rows with the columns of imports. Empty cells of assignments, bodies and certifications are
 * left out.
 */
export interface DemoContent {
  /** Name of the organization that owns the products. */
  readonly organization: string;
  readonly claims: readonly DemoClaim[];
  /** With the columns `gtin` (GTIN-14), `name` and `brand`. */
  readonly products: readonly { readonly gtin: string }[];
  /** With the columns of `assignmentFields`, `gtin` and `claim_code`. */
  readonly assignments: readonly object[];
  readonly certificationBodies: readonly DemoCertificationBody[];
  readonly certifications: readonly DemoCertification[];
  /** With the columns of `certificationAssignmentFields`, `gtin`, and `certification_code` or `certification_label`. */
  readonly certificationAssignments: readonly object[];
}

/** A claim of the demo, with all columns of imports. */
export interface DemoClaim {
  /** UUID. */
  readonly id: string;
  readonly code: string;
  readonly label: string;
  readonly description: string;
}

/** A certification body of the demo. */
export interface DemoCertificationBody {
  /** UUID. */
  readonly id: string;
  readonly name: string;
}

/** A certification of the demo. */
export interface DemoCertification {
  /** UUID. */
  readonly id: string;
  /** Whether it belongs to the organization of the demo. */
  readonly is_own: boolean;
  /** Empty for one that has none. */
  readonly code: string;
  readonly label: string;
}
