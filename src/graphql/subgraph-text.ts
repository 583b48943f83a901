import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import { schemaText } from './schema-text.js';

/** The directives that composition needs. `resolvers/entity-keys.ts` looks entities up by these keys. */
const directives: Readonly<Record<string, string>> = {
  Product: '@key(fields: "gtin")',
  Claim: '@key(fields: "id") @key(fields: "code")',
  Certification: '@key(fields: "id")',
  Organization: '@key(fields: "id")',
  // Every subgraph with connections has it.
  PageInfo: '@shareable',
};

/** Minimum version of Apollo Federation of a router. */
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])';

/** Definitions that every subgraph has and that its text omits. */
const MACHINERY = new Set(['_Any', '_Entity', '_Service', '_entities', '_service']);

/** Returns the schema with its keys, as a subgraph of Apollo Federation 2 describes itself to routers. */
export function subgraphText(schema: GraphQLSchema): string {
  const document = visit(parse(schemaText(schema), { noLocation: true }), {
    enter(node) {
      if ('name' in node && MACHINERY.has(node.name?.value ?? '')) return null;
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return undefined;
      return { ...node, directives: directivesOf(node) };
    },
  });
  return `${LINK}\n\n${print(document)}\n`;
}

function directivesOf({ name, directives: own = [] }: ObjectTypeDefinitionNode): ConstDirectiveNode[] {
  const [type] = parse(`type ${name.value} ${directives[name.value] ?? ''}`, {
    noLocation: true,
  }).definitions;
  return [...own, ...((type as ObjectTypeDefinitionNode).directives ?? [])];
}
