import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { Problem } from '../../errors/problem.js';
import { limitDocumentSize } from '../document-limits.js';
import { knownOperationTypes } from '../known-operation-types.js';
import { documentLimits } from '../limits/document-limits.js';
import { limitExceeded, limits } from '../limits/limits.js';
import { OperationCosts } from '../limits/operation-cost.js';
import { parserLimitProblem } from '../limits/parser-limits.js';
import { ParsedOperation } from '../parsed-operation.js';

/** Why a document cannot be trusted, as a clause of a sentence. */
export class DocumentFault extends Error {}

/** Checks texts of documents as requests with them are checked. */
export class DocumentChecker {
  private readonly costs: OperationCosts;

  constructor(private readonly schema: GraphQLSchema) {
    this.costs = new OperationCosts(schema);
  }

  /**
   * The parsed document. Throws a `DocumentFault` if it is invalid, exceeds a limit that does not depend on variables, or
   * has no operation.
   */
  check(text: string): DocumentNode {
    try {
      limitDocumentSize(text);
      const document = parse(text, { maxTokens: limits.tokens });
      const [error] = validate(
        this.schema,
        document,
        [...specifiedRules, documentLimits, knownOperationTypes],
        { maxErrors: 1 },
      );
      if (error) throw error;
      this.checkOperations(document);
      return document;
    } catch (error) {
      throw new DocumentFault(faultOf(error), { cause: error });
    }
  }

  private checkOperations(document: DocumentNode): void {
    const operations = document.definitions.filter(isOperation);
    if (operations.length === 0) throw new GraphQLError('It has no operation.');
    for (const node of operations) {
      // The cost of others depends on the values of a request.
      if (node.variableDefinitions?.length) continue;
      const { cost } = this.costs.of(ParsedOperation.of(document, node), {});
      if (cost > limits.cost) throw limitExceeded('cost', cost);
    }
  }
}

function isOperation(node: DocumentNode['definitions'][number]): node is OperationDefinitionNode {
  return node.kind === Kind.OPERATION_DEFINITION;
}

/** The first sentence of an error without its full stop, and where it is. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) throw error;
  if (error instanceof Problem) return firstSentence(error.message);
  const tooLarge = parserLimitProblem(error);
  if (tooLarge) return firstSentence(tooLarge.message);
  if (!(error instanceof GraphQLError)) throw error;
  const [place] = error.locations ?? [];
  const where = place ? ` (line ${place.line}, column ${place.column})` : '';
  return `${firstSentence(error.message)}${where}`;
}

function firstSentence(message: string): string {
  return message.replace(/\. [A-Z][\s\S]*$|[.?]$/, '');
}
