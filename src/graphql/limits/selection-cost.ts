import {
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { rowLimit } from '../../services/pagination/page.js';
import type { Fragments } from '../parsed-operation.js';
import {
  type DecisiveValues,
  isLeftOut,
  listLength,
  pageSize,
  rowsOfBatch,
  searchesOf,
} from './decisive-values.js';
import type { IntrospectionSizes, ListSizes } from './introspection-sizes.js';
import {
  batches,
  batchResults,
  facets,
  free,
  LIST_ITEMS,
  lengthArguments,
  longTexts,
  minRows,
  prices,
  searches,
  shortLists,
  statementsOfPage,
} from './prices.js';

/** The cost of an operation. */
export interface OperationCost {
  /** Whole units, rounded up. */
  readonly cost: number;
  /** The part that is computed before the first statement, in units. */
  readonly immediate: number;
  /** Searches and counts over the registry, each of which counts as a request of the quota; may be a fraction. */
  readonly searches: number;
}

/** Cost of a selection. */
interface Cost {
  /** For each parent. */
  readonly each: number;
  /** Once for all parents, which share statements. */
  readonly shared: number;
  /** Below a connection, for each row of its page. */
  readonly perRow: number;
  /** The part that is computed synchronously, without a statement. */
  readonly immediate: number;
  readonly searches: number;
  /** Below a connection: how often `totalCount` is selected. */
  readonly counts: number;
}

const NOTHING: Cost = { each: 0, shared: 0, perRow: 0, immediate: 0, searches: 0, counts: 0 };
const LEAF: Cost = { ...NOTHING, each: prices.leaf, immediate: prices.leaf };
const DATE_TIME: Cost = { ...NOTHING, each: prices.dateTime, immediate: prices.dateTime };

/**
 * Adds up the cost of a valid operation (docs/contract.md, "Limits of an operation"). Fragments cost what they contain,
 * whatever the type of the object; each is added up once, however often it is spread.
 */
export class SelectionCost {
  private readonly spreads = new Map<string, Cost>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: IntrospectionSizes,
    private readonly fragments: Fragments,
    private readonly values: DecisiveValues,
  ) {}

  ofOperation({ operation, selectionSet }: OperationDefinitionNode): OperationCost {
    const { ofOneType } = this.introspection;
    const cost = this.ofSelections(this.schema.getRootType(operation), selectionSet, ofOneType);
    // Tenths are no binary fractions: their rounding errors must not add a unit.
    return {
      cost: Math.ceil(saturated(cost.each + cost.shared) - 1e-6),
      immediate: cost.immediate,
      searches: Math.min(cost.searches, Number.MAX_SAFE_INTEGER),
    };
  }

  private ofSelections(
    type: GraphQLNamedType | null | undefined,
    { selections }: SelectionSetNode,
    sizes: ListSizes,
  ): Cost {
    let sum = NOTHING;
    for (const selection of selections) {
      if (!isLeftOut(selection.directives, this.values)) {
        sum = plus(sum, this.ofSelection(type, selection, sizes));
      }
    }
    return sum;
  }

  private ofSelection(
    type: GraphQLNamedType | null | undefined,
    selection: SelectionNode,
    sizes: ListSizes,
  ): Cost {
    if (selection.kind === Kind.FIELD) return this.ofField(type, selection, sizes);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofSpread(selection.name.value, sizes);
    const { typeCondition, selectionSet } = selection;
    const inner = typeCondition ? this.schema.getType(typeCondition.name.value) : type;
    return this.ofSelections(inner, selectionSet, sizes);
  }

  private ofSpread(name: string, sizes: ListSizes): Cost {
    const key = sizes === this.introspection.ofAllTypes ? `${name} of all types` : name;
    const known = this.spreads.get(key);
    if (known) return known;
    const fragment = this.fragments[name];
    if (!fragment) return NOTHING;
    const type = this.schema.getType(fragment.typeCondition.name.value);
    const cost = this.ofSelections(type, fragment.selectionSet, sizes);
    this.spreads.set(key, cost);
    return cost;
  }

  private ofField(parent: GraphQLNamedType | null | undefined, field: FieldNode, sizes: ListSizes): Cost {
    const definition = definitionOf(parent, field.name.value);
    if (!parent || !definition) return LEAF;
    const type = getNamedType(definition.type);
    if (isLeafType(type) || !field.selectionSet) return leafOf(parent, field, type);
    const name = `${parent.name}.${definition.name}`;
    if (type.name.startsWith('__')) return this.ofIntrospection(name, type, field.selectionSet, sizes);
    const inner = this.ofSelections(type, field.selectionSet, sizes);
    if (isConnection(type)) return this.ofConnection(name, field, inner);
    if (isRow(parent, definition.name)) return ofRow(parent, inner);
    if (batchResults.has(name)) return { ...inner, each: 0, perRow: saturated(prices.object + inner.each) };
    if (batches.has(name)) return ofBatch(name, rowsOfBatch(field.arguments, this.values), inner);
    const counts = facets.get(name);
    if (counts !== undefined) {
      const { each } = ofObject(name, pageSize(field.arguments, this.values), inner);
      return { ...NOTHING, each, counts };
    }
    return ofObject(name, this.itemsOf(name, definition, field), inner);
  }

  private itemsOf(name: string, { type }: GraphQLField<unknown, unknown>, field: FieldNode): number {
    const lengthArgument = lengthArguments.get(name);
    if (lengthArgument !== undefined) return listLength(field.arguments, lengthArgument, this.values);
    return isListType(getNullableType(type)) && !shortLists.has(name) ? LIST_ITEMS : 1;
  }

  private ofIntrospection(
    name: string,
    type: GraphQLNamedType,
    selections: SelectionSetNode,
    sizes: ListSizes,
  ): Cost {
    const { ofAllTypes, ofOneType } = this.introspection;
    const inner = this.ofSelections(type, selections, name === '__Schema.types' ? ofAllTypes : ofOneType);
    const each = saturated(prices.leaf + (sizes.get(name) ?? 1) * (prices.leaf + inner.each));
    return { ...NOTHING, each, immediate: each };
  }

  private ofConnection(name: string, field: FieldNode, inner: Cost): Cost {
    const size = pageSize(field.arguments, this.values);
    const share = searches.get(name);
    const members = searchesOf(field.arguments, this.values);
    // Without a filter, a count reads the whole list.
    const searched = (share ?? 0) * (members + inner.counts * Math.max(1, members));
    const count = share === undefined ? prices.count : 0;
    const read = Math.max(rowLimit(size), minRows.get(name) ?? 0);
    const page = prices.page * (statementsOfPage.get(name) ?? 1);
    const rows = prices.row * read + size * inner.perRow;
    return {
      ...NOTHING,
      each: saturated(rows + inner.each + inner.counts * count + searched * prices.search),
      shared: saturated(page + inner.shared),
      immediate: page,
      searches: saturated(searched + Math.max(1, size) * inner.searches),
    };
  }
}

function definitionOf(
  parent: GraphQLNamedType | null | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function leafOf(parent: GraphQLNamedType, { name }: FieldNode, type: GraphQLNamedType): Cost {
  if (type.name === 'DateTime') return DATE_TIME;
  const text = longTexts.get(`${parent.name}.${name.value}`);
  if (text !== undefined) return { ...NOTHING, each: text, immediate: text };
  return isConnection(parent) && name.value === 'totalCount' ? { ...LEAF, counts: 1 } : LEAF;
}

/** `nodes` and `edges` of a connection, and the node of an edge. */
function isRow(parent: GraphQLNamedType, name: string): boolean {
  return (isConnection(parent) && (name === 'nodes' || name === 'edges')) || isEdge(parent);
}

function ofRow(parent: GraphQLNamedType, { each, shared, searches: searched }: Cost): Cost {
  const row = saturated(prices.object + each);
  // An edge and its node are one row of the connection.
  return isEdge(parent)
    ? { ...NOTHING, each: row, shared, searches: searched }
    : { ...NOTHING, perRow: row, shared, searches: searched };
}

function ofObject(name: string, items: number, inner: Cost): Cost {
  const isFree = free.has(name) || name.endsWith('Connection.pageInfo');
  return {
    ...inner,
    each: saturated(items * (prices.object + inner.each)),
    shared: inner.shared + (isFree ? 0 : prices.lookUp),
    immediate: isFree ? saturated(items * (prices.object + inner.immediate)) : prices.lookUp,
  };
}

/** A batch takes a row's work for each of its rows, whatever is selected of it. */
function ofBatch(name: string, rows: number, inner: Cost): Cost {
  const { each, immediate } = ofObject(name, 1, inner);
  return {
    ...NOTHING,
    each: saturated(each + rows * (prices.row + inner.perRow)),
    shared: saturated(inner.shared + prices.lookUp),
    immediate: saturated(immediate + rows * prices.row),
    searches: saturated(rows * inner.searches),
  };
}

function plus(one: Cost, other: Cost): Cost {
  return {
    each: saturated(one.each + other.each),
    shared: saturated(one.shared + other.shared),
    perRow: saturated(one.perRow + other.perRow),
    immediate: saturated(one.immediate + other.immediate),
    searches: saturated(one.searches + other.searches),
    counts: one.counts + other.counts,
  };
}

/** Relay reserves this ending for connections. */
function isConnection(type: GraphQLNamedType | null | undefined): boolean {
  return type?.name.endsWith('Connection') === true;
}

function isEdge(type: GraphQLNamedType | null | undefined): boolean {
  return type?.name.endsWith('Edge') === true;
}

/** The cost of fragments that multiply one another exceeds safe integers. */
function saturated(cost: number): number {
  return Math.min(cost, Number.MAX_SAFE_INTEGER);
}
