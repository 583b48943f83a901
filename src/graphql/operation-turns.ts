import { AccountTurns, type WaitingWork } from './account-turns.js';
import type { OperationCost } from './limits/selection-cost.js';
import type { ParsedOperation } from './parsed-operation.js';

/** Maximum cost of the synchronous part of an operation that takes no turn: half a millisecond. */
const MAX_IMMEDIATE_COST = 50;

/** Maximum cost of an operation that takes no turn. A page of 25 products with their claims costs less. */
const MAX_COST = 2_000;

/** Cost of the operations that start in one turn of the event loop: some milliseconds. */
const COST_OF_TURN = 500;

/** Maximum operations in progress that both introspect and wait for statements, whose results take megabytes. */
const MAX_MIXED = 8;

type Introspecting = Pick<ParsedOperation, 'introspects' | 'onlyIntrospects'>;

/**
 * Schedules operations that compute much at once, whether or not their documents are cached. Introspection has large
 * results, so that few such operations are in progress: one that needs no statement and completes before the next
 * starts, and one of each account that needs some.
 */
export class OperationTurns {
  private readonly turns = new AccountTurns({ maxWeight: COST_OF_TURN, maxHeld: 1 });
  private readonly mixed = new AccountTurns({ maxWeight: COST_OF_TURN, maxHeld: MAX_MIXED });

  /** The turn of the operation of one request. */
  of(client: WaitingClient): OperationTurn {
    return new OperationTurn(this, client);
  }

  /** Returns the turns that an operation takes; undefined for one that starts at once. */
  chosen({ cost, immediate }: OperationCost, { introspects, onlyIntrospects }: Introspecting) {
    if (immediate <= MAX_IMMEDIATE_COST && cost <= MAX_COST) return undefined;
    return introspects && !onlyIntrospects ? this.mixed : this.turns;
  }
}

/** The client of an operation that waits for its turn. */
export interface WaitingClient {
  /** The account whose operations take turns with those of others. */
  readonly account: string;
  /** Whether the client has closed its connection. */
  isGone(): boolean;
}

/** The turn of one operation, from its beginning until its response is written. */
export class OperationTurn {
  private held: { readonly turns: AccountTurns; readonly account: string } | undefined;

  constructor(
    private readonly turns: OperationTurns,
    private readonly client: WaitingClient,
  ) {}

  /**
   * Resolves when the operation may start; undefined: at once. Throws a 400 if its client has closed its connection.
   * @param cost of the operation.
   */
  take(cost: OperationCost, operation: Introspecting): Promise<void> | undefined {
    const turns = this.turns.chosen(cost, operation);
    return turns && this.wait(turns, cost, operation);
  }

  /** Lets others start. The caller calls it once the response is written or has failed. */
  release(): void {
    this.held?.turns.release(this.held.account);
    this.held = undefined;
  }

  private async wait(turns: AccountTurns, { cost }: OperationCost, operation: Introspecting): Promise<void> {
    const { account } = this.client;
    const isHeld = operation.introspects || operation.onlyIntrospects;
    const work: WaitingWork = { weight: () => cost, isAbandoned: () => this.client.isGone(), isHeld };
    await turns.next(account, work);
    if (isHeld) this.held = { turns, account };
  }
}
