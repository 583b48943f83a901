import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;

/** Returns one argument of a resolver's method, from the arguments of graphql-js. */
type Read = (...given: Parameters<Resolve>) => unknown;

/**
 * Makes graphql-js call the methods of the resolver classes directly. type-graphql would check and copy arguments and
 * parents, asynchronously and for each field of each row; here services check inputs and records are plain objects.
 * Fields with middleware still use type-graphql.
 */
export function callResolversPlainly(schema: GraphQLSchema): void {
  const { queries, mutations, fieldResolvers, objectTypes } = getMetadataStorage();
  for (const query of queries) plain(schema.getQueryType(), query);
  for (const mutation of mutations) plain(schema.getMutationType(), mutation);
  for (const resolver of fieldResolvers) {
    const owner = resolver.getObjectType?.();
    const type = objectTypes.find(({ target }) => target === owner);
    if (type) plain(schema.getType(type.name) as GraphQLObjectType, resolver);
  }
}

type ResolverMetadata = ReturnType<typeof getMetadataStorage>['queries'][number];

/** A resolver class. Its instances have no state, so that one serves every request. */
type Methods = Readonly<Record<string, (...values: unknown[]) => unknown>>;

const instances = new Map<unknown, Methods>();

function plain(
  type: GraphQLObjectType | null | undefined,
  {
    target,
    methodName,
    schemaName,
    params = [],
    middlewares = [],
  }: Pick<ResolverMetadata, 'target' | 'methodName' | 'schemaName' | 'params' | 'middlewares'>,
): void {
  const field = type?.getFields()[schemaName];
  if (!field || middlewares.length > 0) return;
  const instance = instances.get(target) ?? (new (target as new () => Methods)() as Methods);
  instances.set(target, instance);
  const reads = [...params].sort((a, b) => a.index - b.index).map(toRead);
  field.resolve = call(instance, methodName, reads);
}

function toRead(param: NonNullable<ResolverMetadata['params']>[number]): Read {
  switch (param.kind) {
    case 'root':
      return (root) => root;
    case 'args':
      return (_root, args) => args;
    case 'arg':
      return (_root, args) => args[param.name];
    case 'context':
      return (_root, _args, context) => context;
    case 'info':
      return (_root, _args, _context, info) => info;
    default:
      throw new Error(`Resolvers here take no parameter of the kind ${param.kind}.`);
  }
}

/** No method has more than four parameters; it ignores further arguments. */
function call(instance: Methods, name: string, reads: readonly Read[]): Resolve {
  const method = instance[name] as Methods[string];
  const [first = nothing, second = nothing, third = nothing, fourth = nothing] = reads;
  return (...given) =>
    method.call(instance, first(...given), second(...given), third(...given), fourth(...given));
}

const nothing: Read = () => undefined;
