import { readFile } from 'node:fs/promises';
import {
  type ASTNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  type TypeDefinitionNode,
  visit,
} from 'graphql';

type Definition =
  | TypeDefinitionNode
  | FieldDefinitionNode
  | InputValueDefinitionNode
  | EnumValueDefinitionNode;

const MEMBERS: readonly string[] = [
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
];

/** Every type, field, argument, input field and enum value of a schema with its description. */
function descriptions(schema: string): Map<string, string> {
  const found = new Map<string, string>();
  const path: string[] = [];
  visit(parse(schema), {
    enter(node) {
      if (!isDefinition(node)) return;
      path.push(node.name.value);
      found.set(path.join('.'), node.description?.value.trim() ?? '');
    },
    leave(node) {
      if (isDefinition(node)) path.pop();
    },
  });
  return found;
}

function isDefinition(node: ASTNode): node is Definition {
  return isTypeDefinitionNode(node) || MEMBERS.includes(node.kind);
}

/** Names of what has no description. */
function undescribed(schema: string): string[] {
  return [...descriptions(schema)].filter(([, text]) => text === '').map(([name]) => name);
}

it('finds every kind of thing without a description', () => {
  expect(
    undescribed(`
      type Query { a(b: In): E }
      input In { c: S }
      enum E { "Described." D F }
      "Described." interface I { "" g: Int }
      scalar S
    `),
  ).toEqual(['Query', 'Query.a', 'Query.a.b', 'In', 'In.c', 'E', 'E.F', 'I.g', 'S']);
});

describe('the schema', () => {
  it('describes every type, field, argument, input field and enum value', async () => {
    const schema = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');
    expect(descriptions(schema).size).toBeGreaterThan(150);
    expect(undescribed(schema)).toEqual([]);
  });
});
