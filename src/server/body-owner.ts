/** Whose body is received. */
export interface BodyOwner {
  /** Name of the quota account. */
  readonly account: string;
  /** Whether no valid credential was shown. */
  readonly isAnonymous: boolean;
}
