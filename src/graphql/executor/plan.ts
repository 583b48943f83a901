import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { type FieldArguments, fieldArguments } from './field-arguments.js';

/** One field of a selection, with all facts that do not depend on the request. */
export interface FieldPlan {
  readonly key: string;
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly args: FieldArguments;
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
  | { readonly kind: 'object'; readonly selection: Selection; readonly isNonNull: boolean }
  | AbstractPlan
  | { readonly kind: 'list'; readonly item: ValuePlan; readonly isNonNull: boolean }
  | { readonly kind: 'typename'; readonly isNonNull: true; readonly name: string };

/** How an object of an interface or a union is completed. */
export interface AbstractPlan {
  readonly kind: 'abstract';
  readonly type: GraphQLAbstractType;
  /** What is selected of an object of this type. */
  readonly selectionOf: (type: GraphQLObjectType) => Selection;
  readonly isNonNull: boolean;
}

/** What is planned, and for which values of the variables that decide what is selected. */
export interface PlanRequest {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly flags: Readonly<Record<string, unknown>>;
  /** Called with the number of fields of each selection that is planned. */
  readonly onPlanned?: (fields: number) => void;
}

/**
 * What is selected of an object. It is collected when the first object is completed, as graphql-js does: fragments can
 * multiply one another, and most of such selections never meet an object.
 */
export class Selection {
  private collected: readonly FieldPlan[] | undefined;

  constructor(private readonly collect: () => readonly FieldPlan[]) {}

  /** Throws an error of graphql-js if a flag is null. */
  get fields(): readonly FieldPlan[] {
    this.collected ??= this.collect();
    return this.collected;
  }
}

/** Returns what a valid operation selects of its root, collected by the functions of graphql-js. */
export function planOperation(request: PlanRequest): Selection {
  return new Planner(request).root();
}

class Planner {
  constructor(private readonly request: PlanRequest) {}

  root(): Selection {
    const { schema, operation, fragments, flags } = this.request;
    const type = schema.getRootType(operation.operation);
    if (!type) throw new Error(`The schema has no type for a ${operation.operation}.`);
    return new Selection(() =>
      this.fields(type, collectFields(schema, fragments, flags, type, operation.selectionSet)),
    );
  }

  private below(type: GraphQLObjectType, nodes: readonly FieldNode[]): Selection {
    const { schema, fragments, flags } = this.request;
    return new Selection(() => this.fields(type, collectSubfields(schema, fragments, flags, type, nodes)));
  }

  private fields(
    parent: GraphQLObjectType,
    collected: ReadonlyMap<string, readonly FieldNode[]>,
  ): readonly FieldPlan[] {
    this.request.onPlanned?.(collected.size);
    return Array.from(collected, ([key, nodes]) => this.field(parent, key, nodes));
  }

  private field(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan {
    const node = nodes[0] as FieldNode;
    const field = getFieldDef(this.request.schema, parent, node);
    if (!field) throw new Error(`${parent.name} has no field ${node.name.value}.`);
    const value: ValuePlan =
      field === TypeNameMetaFieldDef
        ? { kind: 'typename', isNonNull: true, name: parent.name }
        : this.value(field.type, nodes);
    return { key, parent, field, nodes, args: fieldArguments(field, node), value };
  }

  private value(type: GraphQLOutputType, nodes: readonly FieldNode[], isNonNull = false): ValuePlan {
    if (isNonNullType(type)) return this.value(type.ofType as GraphQLOutputType, nodes, true);
    if (isListType(type)) return { kind: 'list', item: this.value(type.ofType, nodes), isNonNull };
    if (isLeafType(type))
      return { kind: 'leaf', serialize: (value) => type.serialize(value), isNonNull, type };
    if (isAbstractType(type)) return this.abstract(type, nodes, isNonNull);
    return { kind: 'object', selection: this.below(type, nodes), isNonNull };
  }

  private abstract(type: GraphQLAbstractType, nodes: readonly FieldNode[], isNonNull: boolean): AbstractPlan {
    const selections = new Map<GraphQLObjectType, Selection>();
    const selectionOf = (actual: GraphQLObjectType) => {
      const known = selections.get(actual) ?? this.below(actual, nodes);
      selections.set(actual, known);
      return known;
    };
    return { kind: 'abstract', type, selectionOf, isNonNull };
  }
}
