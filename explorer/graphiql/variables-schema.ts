import { Kind, type OperationDefinitionNode, parse, type VariableDefinitionNode } from 'graphql';

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, { readonly default?: unknown }>>;
  readonly required?: readonly string[];
}

/** JSON Schema of the variables of a document, as `graphql-language-service` derives it. */
export interface VariablesSchema extends ObjectSchema {
  /** The input types that the variables use. */
  readonly definitions?: Readonly<Record<string, ObjectSchema>>;
}

/**
 * The same schema without requirements that the server does not have. The language service requires all that is not
 * nullable, whether it has a default or not, and the variables of all operations of the document, of which one is sent.
 */
export function optionalByDefault(schema: VariablesSchema, document: string): VariablesSchema {
  const operations = parse(document, { noLocation: true }).definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const definitions = Object.entries(schema.definitions ?? {}).map(([name, type]) => [
    name,
    { ...type, required: type.required?.filter((field) => type.properties?.[field]?.default === undefined) },
  ]);
  return {
    ...schema,
    definitions: Object.fromEntries(definitions),
    required: schema.required?.filter((name) => operations.every((each) => requires(each, name))) ?? [],
  };
}

function requires({ variableDefinitions = [] }: OperationDefinitionNode, name: string): boolean {
  return variableDefinitions.some(
    ({ variable, type, defaultValue }: VariableDefinitionNode) =>
      variable.name.value === name && type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
}
