import { type FieldNode, type GraphQLError, type GraphQLFormattedError, locatedError } from 'graphql';

/**
 * What became of a field that failed, and where. graphql-js's error is only made for who asks for it: it reads
 * the document to find its lines, and expected failures are many.
 */
export class FieldError {
  private made: GraphQLError | undefined;

  /**
   * @param cause what the resolver threw.
   * @param nodes where the field is selected.
   * @param path the field's place in the answer.
   */
  constructor(
    readonly cause: unknown,
    readonly nodes: readonly FieldNode[],
    readonly path: readonly (string | number)[],
  ) {}

  /** The same as graphql-js's error. */
  get located(): GraphQLError {
    this.made ??= locatedError(this.cause, this.nodes, this.path);
    return this.made;
  }

  toJSON(): GraphQLFormattedError {
    return this.located.toJSON();
  }
}
