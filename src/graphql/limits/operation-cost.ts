import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { fragmentsOf } from '../fragments.js';
import { decisiveValues } from './decisive-values.js';
import { type IntrospectionSizes, introspectionSizes } from './introspection-sizes.js';
import { type OperationCost, SelectionCost } from './selection-cost.js';

/** Memory of the costs that are kept, in bytes: of some dozens of operations, each with every page size in use. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Memory of one: an operation with more variables is worked out each time. */
const MAX_ENTRY_BYTES = 1024;

/** Of an entry beside its key, estimated. */
const BYTES_PER_ENTRY = 200;

interface KnownOperation {
  /** Stands for the operation in the keys of the cache, where its text would be long. */
  readonly number: number;
  readonly variables: readonly VariableDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Costs of operations. Parsed documents are shared, so a cost is worked out once for the same values. */
export class OperationCosts {
  private readonly operations = new WeakMap<OperationDefinitionNode, KnownOperation>();
  private readonly costs = new LRUCache<string, OperationCost>({
    maxSize: MAX_BYTES,
    maxEntrySize: MAX_ENTRY_BYTES,
    sizeCalculation: (_cost, key) => BYTES_PER_ENTRY + 2 * key.length,
  });
  private count = 0;

  private readonly introspection: IntrospectionSizes;

  constructor(private readonly schema: GraphQLSchema) {
    this.introspection = introspectionSizes(schema);
  }

  /** Bytes of all costs that are kept. */
  get bytes(): number {
    return this.costs.calculatedSize;
  }

  /** The cost of an operation of a valid document with these variables. */
  of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> | undefined,
  ): OperationCost {
    const known = this.known(document, operation);
    const values = decisiveValues(known.variables, variables);
    const key = `${known.number}:${[...values.values()].join()}`;
    let cost = this.costs.get(key);
    if (cost === undefined) {
      cost = new SelectionCost(this.schema, this.introspection, known.fragments, values).ofOperation(
        operation,
      );
      this.costs.set(key, cost);
    }
    return cost;
  }

  private known(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation {
    let known = this.operations.get(operation);
    if (!known) {
      known = {
        number: this.count++,
        variables: operation.variableDefinitions ?? [],
        fragments: fragmentsOf(document),
      };
      this.operations.set(operation, known);
    }
    return known;
  }
}
