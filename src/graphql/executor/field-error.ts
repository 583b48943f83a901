import { type FieldNode, type GraphQLError, type GraphQLFormattedError, locatedError } from 'graphql';

/**
 * The error of a field, and where it occurred. The error of graphql-js is created on demand: it reads the document to
 * find lines, and expected failures are many.
 */
export class FieldError {
  private made: GraphQLError | undefined;

  /**
   * @param cause what the resolver has thrown.
   * @param nodes selections of the field.
   * @param path of the field in the response; undefined for an error of the operation.
   */
  constructor(
    readonly cause: unknown,
    readonly nodes: readonly FieldNode[],
    readonly path: readonly (string | number)[] | undefined,
  ) {}

  /** The error of graphql-js. */
  get located(): GraphQLError {
    this.made ??= locatedError(this.cause, this.nodes, this.path);
    return this.made;
  }

  toJSON(): GraphQLFormattedError {
    return this.located.toJSON();
  }
}
