import type { GraphQLSchema } from 'graphql';
import type { ParsedOperation } from '../parsed-operation.js';
import { type Result, Run } from './execution.js';
import { type OperationPlan, planOperation } from './plan.js';
import { PlanCache } from './plan-cache.js';

/** Maximum flags of an operation of which every combination has a plan of its own. */
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
 * selected of it, and with which arguments. It executes unusual operations and those with invalid variables.
 */
export class Executor {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly plans = new PlanCache(),
  ) {}

  /** Returns the result; undefined, with nothing executed, for operations that graphql-js has to execute. */
  execute({ operation, variables, context }: ExecutionRequest): Result | Promise<Result> | undefined {
    if (operation.flags.length > MAX_FLAGS) return undefined;
    const plan = this.plan(operation, variables);
    if (!plan) return undefined;
    const { node, fragments } = operation;
    const run = { schema: this.schema, operation: node, fragments, variableValues: variables, context };
    return new Run(run).start(plan.fields);
  }

  private plan(operation: ParsedOperation, variables: Record<string, unknown>): OperationPlan | undefined {
    const { number, node, fragments, flags } = operation;
    const key = `${number}:${flags.map((flag) => variables[flag]).join()}`;
    let cached = this.plans.get(key);
    if (!cached) {
      cached = { plan: planOperation(this.schema, node, fragments, variables) };
      const bytes = (cached.plan?.size ?? 0) * BYTES_PER_FIELD + operation.documentBytes;
      this.plans.set(key, cached, bytes);
    }
    return cached.plan;
  }
}
