import { GraphQLError, type ValidationRule } from 'graphql';
import { limitExceeded, limits } from './limits.js';
import { documentShape } from './operation-shape.js';

/**
 * Refuses documents that are too deep or have too many aliases. That is found out when the document is
 * entered, and nothing of it is looked at then: some of graphql-js's rules call themselves for each level,
 * and their complaints about a document that is refused anyway would only hide the reason.
 */
export const documentLimits: ValidationRule = (context) => ({
  Document(document) {
    const shape = documentShape(document);
    const exceeded = (['depth', 'aliases', 'levels'] as const).find((limit) => shape[limit] > limits[limit]);
    if (!exceeded) return undefined;
    const originalError = limitExceeded(exceeded, shape[exceeded]);
    context.reportError(new GraphQLError(originalError.message, { originalError }));
    // Leaves out the node, for all rules of the same pass.
    return null;
  },
});
