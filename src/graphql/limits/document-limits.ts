import { type DocumentNode, GraphQLError, Kind, type ValidationRule } from 'graphql';
import { fieldComparisons } from './field-comparisons.js';
import { limitExceeded, limits } from './limits.js';
import { documentShape } from './operation-shape.js';

/**
 * Refuses documents that are too deep, have too many aliases or operations, or repeat too many fields. The rule
 * measures a document when it enters it, and hides it from all other rules: some of graphql-js's rules call themselves
 * for each level, one compares fields pair by pair, and their errors would conceal the reason.
 */
export const documentLimits: ValidationRule = (context) => ({
  Document(document) {
    const exceeded = firstExceeded(document);
    if (!exceeded) return undefined;
    const originalError = limitExceeded(...exceeded);
    context.reportError(new GraphQLError(originalError.message, { originalError }));
    // Skips the node, for all rules of the same pass.
    return null;
  },
});

/** Returns the first limit that a document exceeds, and its figure. */
function firstExceeded(document: DocumentNode): Parameters<typeof limitExceeded> | undefined {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  if (operations > limits.operations) return ['operations', operations];
  const shape = documentShape(document);
  const exceeded = (['depth', 'aliases', 'levels'] as const).find((limit) => shape[limit] > limits[limit]);
  if (exceeded) return [exceeded, shape[exceeded]];
  // Last, because it calls itself for each level of fragments.
  const comparisons = fieldComparisons(document, limits.comparisons);
  return comparisons > limits.comparisons ? ['comparisons', comparisons] : undefined;
}
