import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { FieldChange } from '../../src/entities/claim-assignment-event.js';
import type { Gateway } from '../support/gateway.js';

export type Api = 'rest' | 'graphql';

/** The API of the n-th request: both in turn. */
export const apiOfRacer = (n: number): Api => (n % 2 === 0 ? 'rest' : 'graphql');

const mutations = {
  assign: ['assignClaim', 'AssignClaimInput'],
  update: ['updateClaimAssignment', 'UpdateClaimAssignmentInput'],
  remove: ['removeClaimAssignment', 'RemoveClaimAssignmentInput'],
} as const;
const methods = { assign: 'POST', update: 'PATCH', remove: 'DELETE' } as const;

export interface Event {
  readonly action: 'ASSIGNED' | 'UPDATED' | 'REMOVED';
  readonly changes: readonly FieldChange[];
}

/** What racers do to one pair, through either API, on connections that are open already. */
export class Racetrack {
  private started = 0;

  private readonly gateway: Gateway;
  readonly organization: string;
  private readonly keys: readonly string[];

  private constructor(gateway: Gateway, organization: string, keys: readonly string[]) {
    this.gateway = gateway;
    this.organization = organization;
    this.keys = keys;
  }

  static async open(gateway: Gateway): Promise<Racetrack> {
    const organization = await gateway.fixtures.organization();
    // On a slow machine one account has too few places for all racers.
    const keys = await Promise.all(Array.from({ length: 4 }, () => gateway.fixtures.key(organization)));
    // A race over connections that are still being opened is none: every racer would come one by one.
    await Promise.all(
      Array.from({ length: 20 }, () => gateway.database.query(unprepared('select pg_sleep(0.05)'))),
    );
    return new Racetrack(gateway, organization, keys);
  }

  /** A new pair, by its GTIN and the claim's short id. */
  async pair(code: string): Promise<Pair> {
    const gtin = await this.gateway.fixtures.product(this.organization);
    return { gtin, claimId: shortId(await this.gateway.fixtures.claim(code)) };
  }

  /** Gives the status that the caller was told: success is 200 whatever the API calls it. */
  async run(
    operation: keyof typeof mutations,
    api: Api,
    { gtin, claimId }: Pair,
    metadata?: Readonly<Record<string, string>>,
  ): Promise<number> {
    const key = this.keys[this.started++ % this.keys.length]!;
    if (api === 'rest') {
      const path = `/products/${gtin}/claims${operation === 'assign' ? '' : `/${claimId}`}`;
      const body = { ...(operation === 'assign' && { claim_id: claimId }), metadata };
      const sent = operation === 'remove' ? { key } : { key, body };
      const { status } = await this.gateway.rest(methods[operation], path, sent);
      return status < 300 ? 200 : status;
    }
    const [field, type] = mutations[operation];
    const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
    const variables = { input: { gtin, claimId, ...(operation !== 'remove' && { metadata }) } };
    const { body } = await this.gateway.graphql(query, { key, variables });
    return body.errors ? body.errors[0].extensions.status : 200;
  }

  /** The metadata of the assignment; undefined when there is none. */
  async metadata({ gtin }: Pair): Promise<Record<string, string> | undefined> {
    const [row] = await this.gateway.database.query(
      unprepared<{ metadata: Record<string, string> }>(
        'select metadata from claim_assignment where gtin = $1',
      ),
      [gtin],
    );
    return row?.metadata;
  }

  /** The history of the pair, the earliest event first. */
  events({ gtin }: Pair): Promise<Event[]> {
    return this.gateway.database.query(
      unprepared<Event>('select action, changes from claim_assignment_event where gtin = $1 order by id'),
      [gtin],
    );
  }
}

export interface Pair {
  readonly gtin: string;
  readonly claimId: string;
}

/**
 * Plays a history: every event has to find what the events before it left. Gives the fields as they are at
 * the end; undefined when the claim is not assigned.
 */
export function replay(events: readonly Event[]): Record<string, string> | undefined {
  let fields: Map<string, string> | undefined;
  for (const { action, changes } of events) {
    expect([action, fields !== undefined]).toEqual([action, action !== 'ASSIGNED']);
    fields ??= new Map();
    for (const { field, before, after } of changes) {
      expect(before).toBe(fields.get(field) ?? null);
      if (after === null) fields.delete(field);
      else fields.set(field, after);
    }
    if (action === 'REMOVED') {
      expect(fields.size).toBe(0);
      fields = undefined;
    }
  }
  return fields && Object.fromEntries(fields);
}
