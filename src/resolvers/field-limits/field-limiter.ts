import type { GraphQLResolveInfo } from 'graphql';
import { getGraphQLRateLimiter, type Identity } from 'graphql-rate-limit';
import { Problem } from '../../errors/problem.js';
import { type FieldLimit, type FieldLimitName, fieldLimits, inWords } from '../../schema/field-limits.js';
import { CallStore } from './call-store.js';
import { Turns } from './turns.js';

/** Counts calls of limited fields, for one instance of the server. */
export class FieldLimiter {
  private readonly turns = new Turns();
  private readonly isRefused: ReturnType<typeof getGraphQLRateLimiter>;

  /** Throws for an invalid limit: `graphql-rate-limit` would ignore it or use another one. */
  constructor(
    private readonly limits: Readonly<Record<FieldLimitName, FieldLimit>> = fieldLimits,
    private readonly store = new CallStore(),
  ) {
    for (const [name, { max, seconds }] of Object.entries(limits)) {
      if ([max, seconds].some((figure) => !Number.isSafeInteger(figure) || figure < 1)) {
        throw new Error(`The limit ${name} of a field needs whole numbers from 1 on.`);
      }
    }
    this.isRefused = getGraphQLRateLimiter({
      store,
      identifyContext: (caller: { readonly name: string }) => caller.name,
      // The package would count the calls of one request again with each of them, because they are serial.
      enableBatchRequestCache: false,
    });
  }

  /**
   * Counts a call. Throws `rate_limited` beyond the limit; the refused call does not count.
   * @param caller name of the account whose calls are counted together.
   */
  async count(limit: FieldLimitName, caller: string): Promise<void> {
    // The package reads, waits and writes: concurrent calls of one caller would all read the same count.
    await this.turns.take(`${limit} ${caller}`, () => this.countNow(limit, caller));
  }

  private async countNow(limit: FieldLimitName, caller: string): Promise<void> {
    const { max, seconds } = this.limits[limit];
    // Names distinguish limits, so that fields of one name can have two.
    const info = { fieldName: limit } as unknown as GraphQLResolveInfo;
    const refusal = await this.isRefused(
      { parent: undefined, args: {}, context: { name: caller }, info },
      { max, window: `${seconds}s`, uncountRejected: true },
    );
    if (refusal !== undefined) throw this.refused(limit, { contextIdentity: caller, fieldIdentity: limit });
  }

  private refused(limit: FieldLimitName, identity: Identity): Problem {
    const { [limit]: figures } = this.limits;
    const [oldest = 0] = this.store.getForIdentity(identity);
    const retryAfter = Math.max(1, Math.ceil((oldest - Date.now()) / 1000 + figures.seconds));
    return new Problem(
      'rate_limited',
      `This field can be asked for ${inWords(figures)}. Please try again in ${retryAfter} seconds.`,
      { retryAfter },
    );
  }
}
