import { parse } from 'graphql';

/**
 * The name to send with a document. The editor learns the names of a document a moment after it was changed:
 * when one is run at once it still names an operation of the tab before, which is then left out.
 */
export function nameWithin(query: string, name: string | null | undefined): string | undefined {
  if (!name) return undefined;
  try {
    const isKnown = parse(query, { noLocation: true }).definitions.some(
      (definition) => definition.kind === 'OperationDefinition' && definition.name?.value === name,
    );
    return isKnown ? name : undefined;
  } catch {
    // What cannot be read is for the server to refuse.
    return name;
  }
}
