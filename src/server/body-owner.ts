/** The account of a body that is received. */
export interface BodyOwner {
  /** Name of the quota account. */
  readonly account: string;
  /** Whether the request has no valid credential. */
  readonly isAnonymous: boolean;
}
