import { shortId } from '../../src/codecs/short-id.js';
import { unprepared } from '../../src/database/statement.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { onlyError } from './expectations.js';

const FIELDS = `id source validFrom expirationDate evidenceUrl evidenceNote metadata createdAt updatedAt
  claim { code } product { gtin }`;
const HISTORY = 'totalCount nodes { action actor changes { field before after } claim { code } }';

/** A pair of product and claim as inputs name it. */
export interface Pair {
  readonly gtin: string;
  readonly claimId: string;
}

/** An entry of a history, without its time and its id. */
export interface Entry {
  readonly action: string;
  readonly actor: string;
  readonly changes: readonly { field: string; before: string | null; after: string | null }[];
  readonly claim: { readonly code: string };
}

/** Claims that were made in this file's database. */
let pairs = 0;

/** Writes assignments as a caller of the GraphQL API, and looks what came of it. */
export class Writer {
  private readonly gateway: Gateway;
  readonly organization: string;
  readonly key: string;

  constructor(gateway: Gateway, organization: string, key: string) {
    this.gateway = gateway;
    this.organization = organization;
    this.key = key;
  }

  /** A writer of a new organization. */
  static async of(gateway: Gateway): Promise<Writer> {
    const organization = await gateway.fixtures.organization();
    return new Writer(gateway, organization, await gateway.fixtures.key(organization));
  }

  /** A new product and a new claim. */
  async pair(): Promise<Pair> {
    const gtin = await this.gateway.fixtures.product(this.organization);
    return { gtin, claimId: shortId(await this.gateway.fixtures.claim(`PAIR_${++pairs}`)) };
  }

  /** A new pair that is assigned. */
  async assigned(fields: object = {}): Promise<Pair> {
    const pair = await this.pair();
    expect((await this.assign({ ...pair, ...fields })).body.errors).toBeUndefined();
    return pair;
  }

  assign(input: object, key = this.key): Promise<Answer> {
    const query = `mutation ($input: AssignClaimInput!) {\n  assignClaim(input: $input) { assignment { ${FIELDS} } } }`;
    return this.gateway.graphql(query, { key, variables: { input } });
  }

  update(input: object, key = this.key): Promise<Answer> {
    const query = `mutation ($input: UpdateClaimAssignmentInput!) {\n  updateClaimAssignment(input: $input) { assignment { ${FIELDS} } } }`;
    return this.gateway.graphql(query, { key, variables: { input } });
  }

  /** The assignment after an update that succeeds. */
  async updated(input: object): Promise<any> {
    const { body } = await this.update(input);
    expect(body.errors).toBeUndefined();
    return body.data.updateClaimAssignment.assignment;
  }

  remove(input: object, key = this.key): Promise<Answer> {
    const query = `mutation ($input: RemoveClaimAssignmentInput!) {\n  removeClaimAssignment(input: $input) {
      removedAssignmentId product { gtin claims { totalCount } } claim { id code assignments { totalCount } } } }`;
    return this.gateway.graphql(query, { key, variables: { input } });
  }

  /** The assignment as it is found now; null when there is none. */
  async current({ gtin, claimId }: Pair): Promise<any> {
    const query = `query ($id: ID!) { node(id: $id) { ... on ClaimAssignment { ${FIELDS} } } }`;
    const { body } = await this.gateway.graphql(query, {
      key: this.key,
      variables: { id: `${gtin}.${claimId}` },
    });
    return body.data.node;
  }

  /** The history of a product, the latest entry first. */
  async history(gtin: string, key = this.key): Promise<Entry[]> {
    const query = `query ($gtin: GTIN!) { product(gtin: $gtin) { claimHistory(first: 100) { ${HISTORY} } } }`;
    const { body } = await this.gateway.graphql(query, { key, variables: { gtin } });
    const { nodes, totalCount } = body.data.product.claimHistory;
    expect(totalCount).toBe(nodes.length);
    return nodes;
  }

  /** How many rows of a product there are, visible or not. */
  async rows(gtin: string): Promise<{ assignments: number; events: number }> {
    const [row] = await this.gateway.database.query(
      unprepared<{ assignments: number; events: number }>(
        `select (select count(*)::int from claim_assignment where gtin = $1) as assignments,
           (select count(*)::int from claim_assignment_event where gtin = $1) as events`,
      ),
      [gtin],
    );
    return row!;
  }
}

/** What every refusal of a mutation looks like: HTTP 200, a null payload and the path to it. */
export function refusal(answer: Answer): any {
  expect(answer.status).toBe(200);
  const [field] = Object.keys(answer.body.data);
  expect(answer.body.data).toEqual({ [field!]: null });
  const error = onlyError(answer);
  expect(error.path).toEqual([field]);
  expect(error.locations).toEqual([{ line: 2, column: 3 }]);
  return error.extensions;
}
