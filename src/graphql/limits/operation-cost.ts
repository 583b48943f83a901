import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ParsedOperation } from '../parsed-operation.js';
import { decisiveValues } from './decisive-values.js';
import { type IntrospectionSizes, introspectionSizes } from './introspection-sizes.js';
import { type OperationCost, SelectionCost } from './selection-cost.js';

/** Memory of all cached costs, in bytes: of some dozens of operations, each with every page size in use. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Memory of one cost, in bytes: that of an operation with more variables is not cached. */
const MAX_ENTRY_BYTES = 1024;

/** Memory of an entry without its key, estimated. */
const BYTES_PER_ENTRY = 200;

/** Computes and caches costs of operations, by the operation and the values of its variables. */
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

  /** Bytes of all cached costs. */
  get bytes(): number {
    return this.costs.calculatedSize;
  }

  /** Returns the cost of an operation with these variables. */
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
