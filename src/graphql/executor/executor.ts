import { type GraphQLSchema, isObjectType, OperationTypeNode } from 'graphql';
import type { ParsedOperation } from '../parsed-operation.js';
import { type Result, Run } from './execution.js';
import { type PlanRequest, planOperation, type Selection } from './plan.js';
import { PlanCache } from './plan-cache.js';

/** Maximum flags of an operation whose plans are cached, one for each combination of their values. */
const MAX_FLAGS = 4;

/** Memory of one field of a plan, measured. */
const BYTES_PER_FIELD = 300;

/** An operation to execute. */
export interface ExecutionRequest {
  readonly operation: ParsedOperation;
  /** Coerced values of the variables. */
  readonly variables: Record<string, unknown>;
  readonly context: unknown;
}

/**
 * Executes operations by plans, which are made once per document: graphql-js determines for each row again what is
 * selected of it, and with which arguments.
 */
export class Executor {
  /** Throws for a schema whose types have `isTypeOf`, which is never called. */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly plans = new PlanCache(),
  ) {
    for (const type of Object.values(schema.getTypeMap())) {
      if (isObjectType(type) && type.isTypeOf) throw new Error(`${type.name} has isTypeOf.`);
    }
  }

  /** Returns the result of a valid operation. */
  execute({ operation, variables, context }: ExecutionRequest): Result | Promise<Result> {
    const { node, fragments } = operation;
    const run = new Run({
      schema: this.schema,
      operation: node,
      fragments,
      variableValues: variables,
      context,
    });
    const selection = this.plan(operation, variables);
    return node.operation === OperationTypeNode.MUTATION ? run.serially(selection) : run.start(selection);
  }

  private plan(operation: ParsedOperation, variables: Record<string, unknown>): Selection {
    const { number, flags } = operation;
    if (flags.length > MAX_FLAGS) return planOperation(this.request(operation, variables));
    const key = `${number}:${flags.map((flag) => variables[flag]).join()}`;
    return this.plans.get(key) ?? this.cached(key, operation, variables);
  }

  /** Plans an operation and caches the plan, whose size grows with each selection that is planned. */
  private cached(key: string, operation: ParsedOperation, variables: Record<string, unknown>): Selection {
    const { documentBytes } = operation;
    let fields = 0;
    const onPlanned = (count: number) => {
      fields += count;
      this.plans.resize(key, plan, fields * BYTES_PER_FIELD + documentBytes);
    };
    const plan = planOperation({ ...this.request(operation, variables), onPlanned });
    this.plans.set(key, plan, documentBytes);
    return plan;
  }

  /** A plan keeps nothing of the variables but the flags. */
  private request(
    { node, fragments, flags }: ParsedOperation,
    variables: Record<string, unknown>,
  ): PlanRequest {
    const values = Object.fromEntries(flags.map((flag) => [flag, variables[flag]]));
    return { schema: this.schema, operation: node, fragments, flags: values };
  }
}
