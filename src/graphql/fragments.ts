import { type DocumentNode, type FragmentDefinitionNode, Kind } from 'graphql';

/** Named fragments of a document, by name. */
export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const known = new WeakMap<DocumentNode, Fragments>();

/** The fragments of a document; parsed documents are shared, so they are gathered once for each. */
export function fragmentsOf(document: DocumentNode): Fragments {
  let fragments = known.get(document);
  if (!fragments) {
    fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    known.set(document, fragments);
  }
  return fragments;
}
