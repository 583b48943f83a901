import {
  defaultTypeResolver,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Problem } from '../../errors/problem.js';
import { ResponseTooLarge } from '../../errors/response-too-large.js';
import { MAX_ERRORS, TooManyErrors } from '../../errors/too-many-errors.js';
import { completeLeaf, isPromise, iterable, nullForNonNull, objectType } from './completion.js';
import { FieldError } from './field-error.js';
import { fieldOf, type Path, pathToArray } from './path.js';
import type { AbstractPlan, FieldPlan, Selection, ValuePlan } from './plan.js';
import { ResponseSize } from './response-size.js';

/** The parameters of an execution. */
export interface Execution {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: Record<string, unknown>;
  readonly context: unknown;
}

/** The result of an operation (GraphQL, "Response"). */
export interface Result {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly FieldError[];
}

/** Executes one operation by its plan, step by step as graphql-js does (GraphQL, "Execution"). */
export class Run {
  private readonly errors: FieldError[] = [];
  /** Paths that are null because of an error: errors below them are not reported. */
  private readonly nulled = new Set<Path>();
  private readonly args = new Map<FieldPlan, Record<string, unknown>>();

  private readonly size = new ResponseSize();
  /** The reason why the execution has ended early. */
  private ended: Problem | undefined;

  constructor(private readonly execution: Execution) {}

  /** Executes the fields of a query. */
  start(selection: Selection): Result | Promise<Result> {
    try {
      const data = this.object(selection, undefined, undefined);
      return isPromise(data)
        ? data.then(
            (value) => this.result(value as Record<string, unknown>),
            (error) => this.failed(error),
          )
        : this.result(data as Record<string, unknown>);
    } catch (error) {
      return this.failed(error);
    }
  }

  /**
   * Executes the fields of a mutation one after the other (GraphQL, "Normal and Serial Execution"): all of them, also
   * after one with which the execution has ended.
   */
  async serially(selection: Selection): Promise<Result> {
    const values: Record<string, unknown> = {};
    try {
      for (const plan of selection.fields) {
        try {
          setOwn(values, plan.key, await this.field(plan, undefined, undefined));
        } catch (error) {
          if (!this.ended) throw error;
        }
      }
      for (const { key } of selection.fields) this.begin(key);
      return this.result(values);
    } catch (error) {
      return this.failed(error);
    }
  }

  private failed(error: unknown): Result {
    if (error instanceof ResponseTooLarge) this.ended = error;
    if (!this.ended)
      this.report(error instanceof FieldError ? error : new FieldError(error, [], undefined), undefined);
    if (!this.ended) return this.result(null);
    const first = this.ended instanceof TooManyErrors ? this.errors : [];
    return { errors: [...first, new FieldError(this.ended, [], [])], data: null };
  }

  private result(data: Record<string, unknown> | null): Result {
    this.size.noteIfLarge(data);
    return this.errors.length === 0 ? { data } : { errors: this.errors, data };
  }

  private object({ fields }: Selection, source: unknown, path: Path): unknown {
    const values: Record<string, unknown> = {};
    let pending: string[] | undefined;
    try {
      for (const plan of fields) {
        this.begin(plan.key);
        const value = this.field(plan, source, path);
        setOwn(values, plan.key, value);
        if (!isPromise(value)) continue;
        if (pending) pending.push(plan.key);
        else pending = [plan.key];
      }
    } catch (error) {
      if (!pending) throw error;
      // Other fields may fail as well, and their errors must be handled.
      return settled(values, pending).finally(() => {
        throw error;
      });
    }
    return pending ? settled(values, pending) : values;
  }

  /** Nothing more is resolved once the execution has ended. */
  private begin(key: string): void {
    if (this.ended) throw this.ended;
    this.size.addKey(key);
  }

  private field(plan: FieldPlan, source: unknown, parentPath: Path): unknown {
    const { value: valuePlan } = plan;
    if (valuePlan.kind === 'typename') return valuePlan.name;
    const path = { prev: parentPath, key: plan.key, typename: plan.parent.name };
    try {
      const resolved = this.resolve(plan, source, path);
      const completed = isPromise(resolved)
        ? resolved.then((value) => this.complete(plan, valuePlan, value, path))
        : this.complete(plan, valuePlan, resolved, path);
      return isPromise(completed)
        ? completed.then(undefined, (error) => this.fail(error, plan, valuePlan, path))
        : completed;
    } catch (error) {
      return this.fail(error, plan, valuePlan, path);
    }
  }

  private resolve(plan: FieldPlan, source: unknown, path: Path): unknown {
    const { resolve, name } = plan.field;
    const args = this.argumentsOf(plan);
    if (resolve) return resolve(source, args, this.execution.context, this.info(plan, path));
    if (source === null || (typeof source !== 'object' && typeof source !== 'function')) return undefined;
    const value = (source as Record<string, unknown>)[name];
    if (typeof value !== 'function') return value;
    return value.call(source, args, this.execution.context, this.info(plan, path));
  }

  /** The arguments are the same for every row of a list, and read once. */
  private argumentsOf(plan: FieldPlan): Record<string, unknown> {
    const known = plan.args.constant ?? this.args.get(plan);
    if (known) return known;
    const args = plan.args.read(this.execution.variableValues);
    this.args.set(plan, args);
    return args;
  }

  private info(plan: FieldPlan, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation, variableValues } = this.execution;
    return {
      fieldName: plan.field.name,
      fieldNodes: plan.nodes,
      returnType: plan.field.type,
      parentType: plan.parent,
      path: path as NonNullable<Path>,
      schema,
      fragments,
      rootValue: undefined,
      operation,
      variableValues,
    };
  }

  private complete(plan: FieldPlan, valuePlan: ValuePlan, value: unknown, path: Path): unknown {
    if (value instanceof Error) throw value;
    if (value === null || value === undefined) {
      if (valuePlan.isNonNull) throw nullForNonNull(plan);
      return null;
    }
    switch (valuePlan.kind) {
      case 'leaf':
        return this.leaf(valuePlan, value);
      case 'object':
        return this.object(valuePlan.selection, value, path);
      case 'abstract':
        return this.abstract(plan, valuePlan, value, path);
      case 'list':
        return this.list(plan, valuePlan.item, value, path);
      default:
        return valuePlan.name;
    }
  }

  /** An object of an interface or a union, whose type is resolved first. */
  private abstract(
    plan: FieldPlan,
    { type, selectionOf }: AbstractPlan,
    value: unknown,
    path: Path,
  ): unknown {
    const { schema, context } = this.execution;
    const resolveType = type.resolveType ?? defaultTypeResolver;
    const name = resolveType(value, context, this.info(plan, fieldOf(path)), type);
    const complete = (known: unknown) =>
      this.object(selectionOf(objectType(schema, plan, type, known)), value, path);
    return isPromise(name) ? name.then(complete) : complete(name);
  }

  private list(plan: FieldPlan, itemPlan: ValuePlan, value: unknown, path: Path): unknown {
    const items: unknown[] = [];
    let pending = false;
    try {
      for (const item of iterable(value, plan)) {
        const place = { prev: path, key: items.length, typename: undefined };
        const completed = this.item(plan, itemPlan, item, place);
        if (isPromise(completed)) pending = true;
        items.push(completed);
      }
    } catch (error) {
      // The results of the others are not used.
      if (pending) void Promise.allSettled(items);
      throw error;
    }
    return pending ? Promise.all(items) : items;
  }

  private item(plan: FieldPlan, itemPlan: ValuePlan, item: unknown, path: Path): unknown {
    try {
      const completed = isPromise(item)
        ? item.then((value) => this.complete(plan, itemPlan, value, path))
        : this.complete(plan, itemPlan, item, path);
      return isPromise(completed)
        ? completed.then(undefined, (error) => this.fail(error, plan, itemPlan, path))
        : completed;
    } catch (error) {
      return this.fail(error, plan, itemPlan, path);
    }
  }

  private leaf(plan: ValuePlan & { kind: 'leaf' }, value: unknown): unknown {
    const serialized = completeLeaf(plan, value);
    this.size.addLeaf(serialized);
    return serialized;
  }

  /**
   * An error ends at the next place that may be null; an execution ends as a whole if its response is too large or has
   * too many errors, each of which takes longer than a row.
   */
  private fail(raw: unknown, { nodes }: FieldPlan, { isNonNull }: ValuePlan, path: Path): null {
    if (raw instanceof ResponseTooLarge) this.ended = raw;
    if (this.ended) throw this.ended;
    const error = raw instanceof FieldError ? raw : new FieldError(raw, nodes, pathToArray(path));
    if (isNonNull) throw error;
    this.report(error, path);
    if (this.ended) throw this.ended;
    return null;
  }

  private report(error: FieldError, place: Path): void {
    for (let path = place; path !== undefined; path = path.prev) if (this.nulled.has(path)) return;
    if (this.nulled.has(undefined)) return;
    if (this.errors.length === MAX_ERRORS) {
      this.ended = new TooManyErrors();
      return;
    }
    this.nulled.add(place);
    this.errors.push(error);
  }
}

/** Sets a member of a response. Assigning `__proto__` would set the prototype. */
function setOwn(values: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(values, key, { value, enumerable: true, writable: true });
  else values[key] = value;
}

/** Resolves with the object once its promises, the members with these keys, are replaced by their values. */
function settled(
  values: Record<string, unknown>,
  pending: readonly string[],
): Promise<Record<string, unknown>> {
  return Promise.all(pending.map((key) => values[key])).then((resolved) => {
    for (const [i, key] of pending.entries()) setOwn(values, key, resolved[i]);
    return values;
  });
}
