import { type OperationDefinitionNode, parse } from 'graphql';
import { OperationCosts } from '../../../src/graphql/limits/operation-cost.js';
import { ParsedOperation } from '../../../src/graphql/parsed-operation.js';
import { buildGatewaySchema } from '../../../src/graphql/schema.js';

const MAX_BYTES = 2 * 1024 * 1024;

let costs: OperationCosts;

beforeAll(async () => {
  costs = new OperationCosts(await buildGatewaySchema());
});

/** The cost of a page of products, with the values of as many variables of pages. */
function costOf(count: number): (values: readonly number[]) => number {
  const names = Array.from({ length: count }, (_, i) => `v${i}`);
  const pages = names.map((name) => `${name}: products(first: $${name}) { __typename }`);
  const document = parse(`query (${names.map((name) => `$${name}: Int`).join()}) { ${pages.join(' ')} }`);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return (values) =>
    costs.of(
      ParsedOperation.of(document, operation),
      Object.fromEntries(names.map((name, i) => [name, values[i]])),
    ).cost;
}

it('the costs that are kept take a bounded memory', () => {
  const cost = costOf(100);
  for (let i = 0; i < 4_000; i++) {
    cost(Array.from({ length: 100 }, (_, n) => (n < 4 ? Math.floor(i / 10 ** n) % 10 : 1)));
  }
  expect(costs.bytes).toBeGreaterThan(MAX_BYTES / 2);
  expect(costs.bytes).toBeLessThanOrEqual(MAX_BYTES);
});

it('the cost of an operation with many variables is not kept', () => {
  const before = costs.bytes;
  costOf(600)(Array.from({ length: 600 }, () => 1));
  expect(costs.bytes).toBe(before);
});

it('fractions cost as the next whole number, and are the same entry', () => {
  const cost = costOf(1);
  const whole = cost([1]);
  const before = costs.bytes;
  expect([0.1, 0.25, 1e-300].map((value) => cost([value]))).toEqual([whole, whole, whole]);
  expect(costs.bytes).toBe(before);
});
