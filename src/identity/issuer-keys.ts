import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../errors/problem.js';
import { shedRequests } from '../observability/shed-requests.js';
import { readIssuerKeys } from './issuer-documents.js';

/** Logs that an issuer's keys cannot be read, and that they can be read again. */
export interface IssuerLog {
  warn(facts: object, message: string): void;
  info(facts: object, message: string): void;
}

/** Keys of the issuer, and when they were read. */
interface KnownKeys {
  readonly find: JWTVerifyGetKey;
  /** By the clock of the class, in milliseconds. */
  readonly readAt: number;
}

/** Age after which keys are read again in the background, so that withdrawn ones disappear. */
const REFRESHED_AFTER_MS = 600_000;

/** Time after a reading in which an unknown key counts as unknown to the issuer as well. */
const COOLDOWN_MS = 5_000;

/** Time after a failed reading in which there is no other attempt. */
const FAILURE_TTL_MS = 1_000;

/**
 * The public keys of an OpenID Connect issuer. They are read for the first token, and once more for a key that is not
 * among them. They stay cached until newer ones are read: while the issuer is down, callers with a cached key are
 * served.
 */
export class IssuerKeys {
  private known: KnownKeys | undefined;
  private reading: Promise<JWTVerifyGetKey> | undefined;
  /** When the last reading failed; undefined if it succeeded. */
  private failedAt: number | undefined;

  /** @param clock milliseconds of any clock. */
  constructor(
    private readonly issuer: string,
    private readonly log: IssuerLog,
    private readonly clock: () => number,
  ) {}

  /**
   * Returns the key that a token names in its protected header. URLs and keys in tokens are ignored. Throws jose's
   * `JWKSNoMatchingKey` for a key that the issuer does not have, jose's `JWKSMultipleMatchingKeys` for a token that
   * names none of several, and a 503 if the keys cannot be read.
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (!this.known) return (await this.read())(header, token);
    const { find, readAt } = this.known;
    if (this.since(readAt) > REFRESHED_AFTER_MS) this.read().catch(() => {});
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || this.since(readAt) < COOLDOWN_MS) throw error;
    }
    return (await this.read())(header, token);
  };

  /** Concurrent requests share one reading, and its failure for a moment. */
  private async read(): Promise<JWTVerifyGetKey> {
    if (this.reading) return this.reading;
    if (this.failedAt !== undefined && this.since(this.failedAt) < FAILURE_TTL_MS) throw unavailable();
    this.reading = this.readNow();
    try {
      return await this.reading;
    } finally {
      this.reading = undefined;
    }
  }

  private async readNow(): Promise<JWTVerifyGetKey> {
    const { issuer } = this;
    try {
      const find = createLocalJWKSet(await readIssuerKeys(issuer));
      this.known = { find, readAt: this.clock() };
      if (this.failedAt !== undefined)
        this.log.info({ issuer }, 'the keys of the token issuer can be read again');
      this.failedAt = undefined;
      return find;
    } catch (err) {
      if (this.failedAt === undefined)
        this.log.warn({ issuer, err }, 'the keys of the token issuer cannot be read');
      this.failedAt = this.clock();
      throw unavailable();
    }
  }

  /** Milliseconds since a moment; a clock that was set back makes it long ago rather than never. */
  private since(moment: number): number {
    const age = this.clock() - moment;
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  }
}

function unavailable(): Problem {
  shedRequests.inc({ reason: 'issuer_keys' });
  return new Problem(
    'service_unavailable',
    'Bearer tokens cannot be verified right now. Please try again later.',
  );
}
