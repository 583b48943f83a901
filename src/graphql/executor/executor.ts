import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql';
import { documentBytes } from '../document-cache.js';
import { fragmentsOf } from '../fragments.js';
import { type Result, Run } from './execution.js';
import { type OperationPlan, planOperation } from './plan.js';
import { PlanCache } from './plan-cache.js';

/** Maximum flags of an operation; each combination of their values has its own plan. */
const MAX_FLAGS = 4;

/** Memory of one field of a plan, measured. */
const BYTES_PER_FIELD = 300;

/** What is executed. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced values of the variables. */
  readonly variables: Record<string, unknown>;
  readonly context: unknown;
}

/** Facts of an operation, cached as long as its document. */
interface KnownOperation {
  /** Stands for the operation in the names of its plans. */
  readonly number: number;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly flags: readonly string[];
}

/**
 * Executes operations by plans that are made once for each document: graphql-js finds out for each row again
 * what is selected of it and with which arguments. Everything unusual and faulty variables are left to it.
 */
export class Executor {
  private readonly known = new WeakMap<OperationDefinitionNode, KnownOperation>();
  private count = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly plans = new PlanCache(),
  ) {}

  /** The result; undefined for what graphql-js has to execute, of which nothing has run then. */
  execute({ document, operation, variables, context }: Execution): Result | Promise<Result> | undefined {
    const known = this.operation(document, operation);
    if (known.flags.length > MAX_FLAGS) return undefined;
    const plan = this.plan(known, document, operation, variables);
    if (!plan) return undefined;
    const { fragments } = known;
    const run = { schema: this.schema, operation, fragments, variableValues: variables, context };
    return new Run(run).start(plan.fields);
  }

  private operation(document: DocumentNode, operation: OperationDefinitionNode): KnownOperation {
    let known = this.known.get(operation);
    if (!known) {
      known = {
        number: this.count++,
        fragments: Object.assign(Object.create(null), Object.fromEntries(fragmentsOf(document))),
        flags: (operation.variableDefinitions ?? [])
          .filter(({ type }) => isFlag(type))
          .map(({ variable }) => variable.name.value),
      };
      this.known.set(operation, known);
    }
    return known;
  }

  private plan(
    { number, fragments, flags }: KnownOperation,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
  ): OperationPlan | undefined {
    const name = `${number}:${flags.map((flag) => variables[flag]).join()}`;
    let known = this.plans.get(name);
    if (!known) {
      known = { plan: planOperation(this.schema, operation, fragments, variables) };
      const bytes = (known.plan?.size ?? 0) * BYTES_PER_FIELD + documentBytes(document);
      this.plans.set(name, known, bytes);
    }
    return known.plan;
  }
}

/**
 * Whether a variable can decide what is selected: only `if: Boolean!` of `@skip` and `@include` does. No list
 * can, and values of lists would make the names of plans long and ambiguous.
 */
function isFlag(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isFlag(type.type);
  return type.kind === Kind.NAMED_TYPE && type.name.value === 'Boolean';
}
