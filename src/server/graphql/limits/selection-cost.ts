import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type DecisiveValues, isLeftOut, pageSize } from './decisive-values.js';

/** What counting the whole of a list costs. */
const TOTAL_COUNT = 100;

/** What a selection costs: once, and, below a connection, for each row of its page. */
interface Cost {
  readonly once: number;
  readonly perRow: number;
}

/**
 * Adds up what the selections of a valid operation cost (docs/contract.md, "Limits of an operation"):
 *
 * - scalar, enum: 0
 * - object, list of objects: 1 + its selections
 * - connection: page size × what is selected of a row + `totalCount` 100 + `pageInfo` 1; the page size at
 *   least, because its rows are read whatever is shown of them
 * - row: 1 + the selections in the node, the same through `nodes` and `edges { node }`, once for each
 *
 * Fragments cost what they hold, whatever type is met. Each is added up once, however often it is spread.
 */
export class SelectionCost {
  private readonly spreads = new Map<string, Cost>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly values: DecisiveValues,
  ) {}

  ofOperation({ operation, selectionSet }: OperationDefinitionNode): number {
    return this.ofSelections(this.schema.getRootType(operation), selectionSet).once;
  }

  private ofSelections(type: GraphQLNamedType | null | undefined, { selections }: SelectionSetNode): Cost {
    let once = 0;
    let perRow = 0;
    for (const selection of selections) {
      if (isLeftOut(selection.directives, this.values)) continue;
      const cost = this.ofSelection(type, selection);
      once = saturated(once + cost.once);
      perRow = saturated(perRow + cost.perRow);
    }
    return { once, perRow };
  }

  private ofSelection(type: GraphQLNamedType | null | undefined, selection: SelectionNode): Cost {
    if (selection.kind === Kind.FIELD) return this.ofField(type, selection);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofSpread(selection.name.value);
    const { typeCondition, selectionSet } = selection;
    return this.ofSelections(
      typeCondition ? this.schema.getType(typeCondition.name.value) : type,
      selectionSet,
    );
  }

  private ofSpread(name: string): Cost {
    const known = this.spreads.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return { once: 0, perRow: 0 };
    const cost = this.ofSelections(
      this.schema.getType(fragment.typeCondition.name.value),
      fragment.selectionSet,
    );
    this.spreads.set(name, cost);
    return cost;
  }

  private ofField(parent: GraphQLNamedType | null | undefined, field: FieldNode): Cost {
    const name = field.name.value;
    // `__schema`, `__type` and `__typename` are in no type's fields: introspection costs nothing.
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
    if (!definition) return { once: 0, perRow: 0 };
    const type = getNamedType(definition.type);
    if (isLeafType(type) || !field.selectionSet) {
      return { once: isConnection(parent) && name === 'totalCount' ? TOTAL_COUNT : 0, perRow: 0 };
    }
    const inner = this.ofSelections(type, field.selectionSet);
    if (isConnection(parent) && (name === 'nodes' || name === 'edges')) {
      return { once: 0, perRow: 1 + inner.once };
    }
    // An edge and its node are one row.
    if (isEdge(parent) && name === 'node') return { once: inner.once, perRow: 0 };
    if (!isConnection(type)) return { once: 1 + inner.once, perRow: 0 };
    const size = pageSize(field.arguments, this.values);
    return { once: Math.max(size, size * inner.perRow + inner.once), perRow: 0 };
  }
}

/** Relay reserves this ending for connections. */
function isConnection(type: GraphQLNamedType | null | undefined): boolean {
  return type?.name.endsWith('Connection') === true;
}

function isEdge(type: GraphQLNamedType | null | undefined): boolean {
  return type?.name.endsWith('Edge') === true;
}

/** Fragments that double one another cost beyond what a number holds. */
function saturated(cost: number): number {
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}
