import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ParsedOperation } from '../parsed-operation.js';
import { decisiveValues } from './decisive-values.js';
import { type IntrospectionSizes, introspectionSizes } from './introspection-sizes.js';
import { type OperationCost, SelectionCost } from './selection-cost.js';

/** Memory of the costs that are kept, in bytes: of some dozens of operations, each with every page size in use. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Memory of one: an operation with more variables is worked out each time. */
const MAX_ENTRY_BYTES = 1024;

/** Of an entry beside its key, estimated. */
const BYTES_PER_ENTRY = 200;

/** Costs of operations. Parsed documents are shared, so a cost is worked out once for the same values. */
export class OperationCosts {
  private readonly costs = new LRUCache<string, OperationCost>({
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_ENTRY_BYTES,
    sizeCalculation: (_cost, key) => BYTES_PER_ENTRY + 2 * key.length,
  });
  private readonly introspection: IntrospectionSizes;

  constructor(private readonly schema: GraphQLSchema) {
    this.introspection = introspectionSizes(schema);
  }

  /** Bytes of all costs that are kept. */
  get bytes(): number {
    return this.costs.calculatedSize;
  }

  /** The cost of an operation with these variables. */
  of(operation: ParsedOperation, variables: Readonly<Record<string, unknown>> | undefined): OperationCost {
    const { node, fragments, number } = operation;
    const values = decisiveValues(node.variableDefinitions, variables);
    const key = `${number}:${[...values.values()].join()}`;
    let cost = this.costs.get(key);
    if (cost === undefined) {
      cost = new SelectionCost(this.schema, this.introspection, fragments, values).ofOperation(node);
      this.costs.set(key, cost);
    }
    return cost;
  }
}
