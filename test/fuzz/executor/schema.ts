import { buildSchema, type GraphQLInterfaceType, GraphQLObjectType, type GraphQLUnionType } from 'graphql';
import { moneyOf, resolve, resolveType } from './resolvers.js';

/** Fields of every object type, so that fragments on different types select the same ones. */
const FIELDS = `
  name(prefix: String, color: Color = GREEN): String
  count: Int!
  ratio: Float
  yes: Boolean
  id: ID!
  color(as: Color! = RED, list: [Color!] = [RED, BLUE]): Color
  money(at: Money, point: Point = { y: 2 }): Money
  numbers(list: [Int!], nested: [[Int]]): [Int!]
  matrix: [[Int!]]!
  names(flags: [Boolean]): [String]!
  colors: [Color!]!
  cat(id: ID): Cat
  catStrict: Cat!
  cats(first: Int = 2): [Cat!]
  grid(point: Point): [[Cat!]]
  bird(ratio: Float): Bird
  birds: [Bird]!
  friend: Named
  friends: [Named!]
  pet: Pet
  pets: [[Pet]]
`;

/** Fields without a resolver, which graphql-js reads off the parent. */
const OWN = `
  ownText: String
  ownCount(n: Int! = 3): Int!
  ownMoney: Money
  ownCat: Cat
  ownCats: [Cat!]
`;

export const schema = buildSchema(`
  scalar Money
  enum Color { RED GREEN BLUE }
  input Point { x: Int! = 1 y: Int color: Color = RED tags: [String!] inner: Point price: Money }
  interface Named { name(prefix: String, color: Color = GREEN): String count: Int! cat(id: ID): Cat friend: Named }
  union Pet = Cat | Bird
  type Cat implements Named { ${FIELDS} ${OWN} }
  type Bird implements Named { ${FIELDS} ${OWN} }
  type Query implements Named { ${FIELDS} }
  type Mutation { ${FIELDS} }
`);

for (const type of Object.values(schema.getTypeMap())) {
  if (!(type instanceof GraphQLObjectType) || type.name.startsWith('__')) continue;
  for (const field of Object.values(type.getFields())) {
    if (!field.name.startsWith('own')) field.resolve = resolve;
  }
}
(schema.getType('Named') as GraphQLInterfaceType).resolveType = resolveType;
(schema.getType('Pet') as GraphQLUnionType).resolveType = resolveType;
Object.assign(schema.getType('Money') as object, moneyOf);
