import {
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isWrappingType,
} from 'graphql';

/** Items of the lists of the introspection types, by `Type.field`; for `ofType`, the share that is not null. */
export type ListSizes = ReadonlyMap<string, number>;

/** The sizes by which introspection is priced. */
export interface IntrospectionSizes {
  /** Averages over all types, which are exact where every type is listed: directly below `__schema { types }`. */
  readonly ofAllTypes: ListSizes;
  /** The largest lists, for types that are reached one by one. */
  readonly ofOneType: ListSizes;
}

/** Counts the items that introspection of this schema lists. */
export function introspectionSizes(schema: GraphQLSchema): IntrospectionSizes {
  const types = Object.values(schema.getTypeMap());
  const fields = types.flatMap(fieldsOf);
  const directives = schema.getDirectives();
  const args = [...fields, ...directives].map((owner) => owner.args.length);
  const always: [string, number][] = [
    ['__Schema.types', types.length],
    ['__Schema.directives', directives.length],
    ['__Field.args', average(args.filter((count) => count > 0))],
    ['__Directive.args', Math.max(...args)],
    // Of the levels that tools select, most are null.
    ['__Type.ofType', average(typesOfMembers(types).map((type) => (isWrappingType(type) ? 1 : 0)))],
  ];
  const perType: [string, number[]][] = [
    ['__Type.fields', types.map((type) => fieldsOf(type).length)],
    [
      '__Type.inputFields',
      types.map((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    ],
    ['__Type.enumValues', types.map((type) => (isEnumType(type) ? type.getValues().length : 0))],
    [
      '__Type.interfaces',
      types.map((type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0)),
    ],
    [
      '__Type.possibleTypes',
      types.map((type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0)),
    ],
  ];
  return {
    ofAllTypes: new Map([...always, ...perType.map(([name, sizes]) => [name, average(sizes)] as const)]),
    ofOneType: new Map([...always, ...perType.map(([name, sizes]) => [name, Math.max(...sizes)] as const)]),
  };
}

/** The types of fields, arguments and members of inputs. */
function typesOfMembers(types: readonly GraphQLNamedType[]): GraphQLType[] {
  return types.flatMap((type) => {
    if (isInputObjectType(type)) return Object.values(type.getFields()).map((field) => field.type);
    return fieldsOf(type).flatMap((field) => [field.type, ...field.args.map((argument) => argument.type)]);
  });
}

function fieldsOf(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

function average(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length);
}
