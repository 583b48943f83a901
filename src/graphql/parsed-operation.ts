import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import { documentBytes } from './document-cache.js';

/** Named fragments of a document, by name; without a prototype, as graphql-js passes them to resolvers. */
export type Fragments = Record<string, FragmentDefinitionNode>;

/** Root fields that return the schema. */
const INTROSPECTION = ['__schema', '__type', '_service'];

const operations = new WeakMap<OperationDefinitionNode, ParsedOperation>();
let count = 0;

/**
 * An operation of a valid document, with the facts that do not depend on the values of its variables. Parsed documents
 * are cached, so that there is one instance per operation, which lives as long as its document.
 */
export class ParsedOperation {
  /** Identifies the operation in the keys of caches, where its text would be long. */
  readonly number = ++count;
  readonly fragments: Fragments;
  /** Whether it selects `__schema`, `__type` or a subgraph's `_service`. */
  readonly introspects: boolean;
  /** Whether it selects nothing but these and `__typename`. */
  readonly onlyIntrospects: boolean;
  /** Names of the variables that can decide what is selected. */
  readonly flags: readonly string[];

  private constructor(
    private readonly document: DocumentNode,
    readonly node: OperationDefinitionNode,
  ) {
    this.fragments = fragmentsOf(document);
    const names = new Set<string>();
    addRootFields(node.selectionSet, this.fragments, names, new Set());
    this.introspects = INTROSPECTION.some((name) => names.has(name));
    this.onlyIntrospects = [...names].every((name) => name === '__typename' || INTROSPECTION.includes(name));
    this.flags = (node.variableDefinitions ?? [])
      .filter(({ type }) => isBoolean(type))
      .map(({ variable }) => variable.name.value);
  }

  static of(document: DocumentNode, node: OperationDefinitionNode): ParsedOperation {
    let operation = operations.get(node);
    if (!operation) {
      operation = new ParsedOperation(document, node);
      operations.set(node, operation);
    }
    return operation;
  }

  /** Memory of the document, in bytes. */
  get documentBytes(): number {
    return documentBytes(this.document);
  }
}

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments: Fragments = Object.create(null);
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** Adds the names of root fields, through fragments; each named fragment is visited once. */
function addRootFields(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  names: Set<string>,
  visited: Set<string>,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      names.add(selection.name.value);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      addRootFields(selection.selectionSet, fragments, names, visited);
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = fragments[selection.name.value];
      if (fragment) addRootFields(fragment.selectionSet, fragments, names, visited);
    }
  }
}

/**
 * Whether a variable can determine the selection: only `if: Boolean!` of `@skip` and `@include` does. Lists cannot, and
 * their values would make keys of caches long and ambiguous.
 */
function isBoolean(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isBoolean(type.type);
  return type.kind === Kind.NAMED_TYPE && type.name.value === 'Boolean';
}
