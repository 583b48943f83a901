import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';

type Values = Readonly<Record<string, unknown>>;

/** One field of a selection, with all facts that do not depend on the request. */
export interface FieldPlan {
  readonly key: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** Undefined if they have to be read for each request, because they contain variables or faults. */
  readonly args: Record<string, unknown> | undefined;
  readonly value: ValuePlan;
}

/** How a value is completed. */
export type ValuePlan =
  | {
      readonly kind: 'leaf';
      readonly serialize: (value: unknown) => unknown;
      readonly isNonNull: boolean;
      readonly type: GraphQLOutputType;
    }
  | { readonly kind: 'object'; readonly fields: readonly FieldPlan[]; readonly isNonNull: boolean }
  | { readonly kind: 'list'; readonly item: ValuePlan; readonly isNonNull: boolean }
  | { readonly kind: 'typename'; readonly isNonNull: true; readonly name: string };

/** Maximum fields of a plan. Fragments can multiply one another, and larger operations are rarely repeated. */
const MAX_FIELDS = 2_000;

/** Thrown for an operation that graphql-js executes. */
class Unusual extends Error {}

/** What an operation selects, for certain values of its flags. */
export interface OperationPlan {
  readonly fields: readonly FieldPlan[];
  /** Number of fields at all levels. */
  readonly size: number;
}

/**
 * Collects what an operation selects, by the functions of graphql-js, for these values of its flags. Undefined for
 * unusual operations: several mutation fields, interfaces, introspection, a field named `__proto__`, very many fields.
 */
export function planOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Record<string, FragmentDefinitionNode>,
  variables: Values,
): OperationPlan | undefined {
  const type = schema.getRootType(operation.operation);
  if (!type) return undefined;
  try {
    const planner = new Planner(schema, fragments, variables);
    const fields = planner.root(type, operation);
    // Several mutation fields are executed serially.
    if (operation.operation !== OperationTypeNode.QUERY && fields.length > 1) return undefined;
    return { fields, size: planner.size };
  } catch (error) {
    // A flag that is null: graphql-js reports it.
    if (error instanceof Unusual || error instanceof GraphQLError) return undefined;
    throw error;
  }
}

class Planner {
  size = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Record<string, FragmentDefinitionNode>,
    private readonly variables: Values,
  ) {}

  root(type: GraphQLObjectType, { selectionSet }: OperationDefinitionNode): readonly FieldPlan[] {
    return this.fields(type, collectFields(this.schema, this.fragments, this.variables, type, selectionSet));
  }

  private fields(
    parent: GraphQLObjectType,
    collected: ReadonlyMap<string, readonly FieldNode[]>,
  ): readonly FieldPlan[] {
    return Array.from(collected, ([key, nodes]) => this.field(parent, key, nodes));
  }

  private field(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan {
    const [node] = nodes;
    const name = node?.name.value as string;
    this.size++;
    if (key === '__proto__' || this.size > MAX_FIELDS) throw new Unusual();
    const isTypename = name === TypeNameMetaFieldDef.name;
    const field = isTypename ? TypeNameMetaFieldDef : parent.getFields()[name];
    if (!node || !field) throw new Unusual();
    const value: ValuePlan = isTypename
      ? { kind: 'typename', isNonNull: true, name: parent.name }
      : this.value(field.type, nodes);
    return { key, parent, field, nodes, args: constantArguments(field, node), value };
  }

  private value(type: GraphQLOutputType, nodes: readonly FieldNode[], isNonNull = false): ValuePlan {
    if (isNonNullType(type)) return this.value(type.ofType as GraphQLOutputType, nodes, true);
    if (isListType(type)) return { kind: 'list', item: this.value(type.ofType, nodes), isNonNull };
    if (isLeafType(type))
      return { kind: 'leaf', serialize: (value) => type.serialize(value), isNonNull, type };
    if (!isObjectType(type) || type.isTypeOf) throw new Unusual();
    const collected = collectSubfields(this.schema, this.fragments, this.variables, type, nodes);
    return { kind: 'object', fields: this.fields(type, collected), isNonNull };
  }
}

function constantArguments(field: GraphQLField<unknown, unknown>, node: FieldNode) {
  let hasVariable = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      [Kind.VARIABLE]() {
        hasVariable = true;
      },
    });
  }
  if (hasVariable) return undefined;
  try {
    // All requests share them.
    return Object.freeze(getArgumentValues(field, node));
  } catch {
    return undefined;
  }
}
