import {
  type DocumentNode,
  type FragmentSpreadNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from './fragments.js';

/** What has to be known of an operation before it runs. */
export interface OperationFacts {
  /** It asks for `__schema` or `__type`. */
  readonly introspects: boolean;
  /** It asks for nothing but `__schema`, `__type` and `__typename`. */
  readonly onlyIntrospects: boolean;
}

const known = new WeakMap<OperationDefinitionNode, OperationFacts>();

/** Reads the facts off a valid document; parsed documents are shared, so they are read once for each. */
export function operationFacts(document: DocumentNode, operation: OperationDefinitionNode): OperationFacts {
  let facts = known.get(operation);
  if (!facts) {
    const names = rootFieldNames(document, operation.selectionSet, new Set());
    facts = {
      introspects: names.has('__schema') || names.has('__type'),
      onlyIntrospects: [...names].every((name) => name.startsWith('__')),
    };
    known.set(operation, facts);
  }
  return facts;
}

/** Names of the root fields, through fragments; each named fragment is looked into once. */
function rootFieldNames(
  document: DocumentNode,
  { selections }: SelectionSetNode,
  visited: Set<string>,
): Set<string> {
  const names = new Set<string>();
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      names.add(selection.name.value);
      continue;
    }
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : spread(document, selection, visited);
    if (!inner) continue;
    for (const name of rootFieldNames(document, inner.selectionSet, visited)) names.add(name);
  }
  return names;
}

/** The fragment that is spread, unless it has been visited. */
function spread(document: DocumentNode, { name }: FragmentSpreadNode, visited: Set<string>) {
  if (visited.has(name.value)) return undefined;
  visited.add(name.value);
  return fragmentsOf(document).get(name.value);
}
