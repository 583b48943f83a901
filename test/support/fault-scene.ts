import { createTestDatabase, type TestDatabase } from './database.js';
import { type FaultLine, faultLine } from './fault-line.js';
import { Fixtures } from './fixtures.js';
import { type Served, serve } from './served.js';

/** Longest wait for an answer, whatever has happened (docs/reliability.md). */
export const ANSWERED_WITHIN_MS = 15_000;

const REST_BASE = '/certifications/api/v1';

/** An answer as far as fault tests look at it. */
export interface FaultAnswer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: any;
}

/** The status of an answer; of a GraphQL operation whose field has failed, the status of that failure. */
export function statusOf({ status, body }: FaultAnswer): number {
  return body.errors?.[0].extensions.status ?? status;
}

/** A `claims serve` process, whose database is reached by a line that can have faults. */
export class FaultScene {
  readonly test: TestDatabase;
  readonly line: FaultLine;
  readonly served: Served;
  readonly fixtures: Fixtures;
  readonly organization: string;
  readonly key: string;

  private constructor(
    test: TestDatabase,
    line: FaultLine,
    served: Served,
    fixtures: Fixtures,
    organization: string,
    key: string,
  ) {
    this.test = test;
    this.line = line;
    this.served = served;
    this.fixtures = fixtures;
    this.organization = organization;
    this.key = key;
  }

  static async open(
    env: Readonly<Record<string, string>> = {},
    args: readonly string[] = [],
  ): Promise<FaultScene> {
    const test = await createTestDatabase();
    const line = await faultLine(test.url);
    const fixtures = new Fixtures(test.database);
    const organization = await fixtures.organization();
    const key = await fixtures.key(organization);
    const served = await serve({ DATABASE_URL: line.url, DATABASE_POOL_SIZE: '10', ...env }, args);
    return new FaultScene(test, line, served, fixtures, organization, key);
  }

  /** Another process on the same database. */
  serveAgain(env: Readonly<Record<string, string>> = {}): Promise<Served> {
    return serve({ DATABASE_URL: this.line.url, ...env });
  }

  async close(): Promise<void> {
    await this.served.stop('SIGKILL');
    this.line.close();
    await this.test.drop();
  }

  /** A request; fails when it is not answered in time. */
  async request(path: string, init: RequestInit = {}, url = this.served.url): Promise<FaultAnswer> {
    const response = await fetch(url + path, {
      ...init,
      headers: { 'x-api-key': this.key, 'content-type': 'application/json', ...init.headers },
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    });
    const text = await response.text();
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      body: text.startsWith('{') ? JSON.parse(text) : text,
    };
  }

  graphql(query: string): Promise<FaultAnswer> {
    return this.request('/graphql', { method: 'POST', body: JSON.stringify({ query }) });
  }

  rest(method: string, path: string, body?: object): Promise<FaultAnswer> {
    return this.request(REST_BASE + path, { method, ...(body && { body: JSON.stringify(body) }) });
  }
}
