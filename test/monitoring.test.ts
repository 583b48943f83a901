import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Gateway, startGateway } from './support/gateway.js';
import { scrape } from './support/metrics.js';

const read = (file: string) => readFileSync(new URL(`../docs/monitoring/${file}`, import.meta.url), 'utf8');

interface Expression {
  readonly title: string;
  readonly expr: string;
}

const alerts = (): Expression[] =>
  parse(read('alerts.yaml')).groups.flatMap(({ rules }: any) =>
    rules.map(({ alert, expr }: any) => ({ title: alert, expr })),
  );

const panels = (): Expression[] =>
  JSON.parse(read('grafana-dashboard.json')).panels.flatMap(({ title, targets }: any) =>
    targets.map(({ expr }: any) => ({ title, expr })),
  );

/** Names of metrics in an expression: what is left without strings, ranges, label lists and functions. */
function metricsOf(expr: string): string[] {
  const plain = expr
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|without)\s*\([^)]*\)/g, ' ')
    .replace(/[a-z_]+\s*\(/gi, ' ');
  return (plain.match(/[a-z_:][\w:]*/gi) ?? []).filter((word) => !['and', 'or', 'unless'].includes(word));
}

/** Labels in an expression with the metrics that they select series of. */
function labelsOf(expr: string): [metric: string, label: string][] {
  return [...expr.matchAll(/([a-z_]+)\{([^}]*)\}/g)].flatMap(([, metric = '', selectors = '']) =>
    [...selectors.matchAll(/(\w+)\s*(?:=~|!=|=)/g)].map(([, label = '']): [string, string] => [
      metric,
      label,
    ]),
  );
}

let gateway: Gateway;
let text: string;
let names: ReadonlySet<string>;

beforeAll(async () => {
  gateway = await startGateway();
  const key = await gateway.fixtures.key(await gateway.fixtures.organization());
  const input = `{ gtin: "00000000", claimId: "${'2'.repeat(22)}" }`;
  await gateway.graphql(`mutation { assignClaim(input: ${input}) { assignment { id } } }`, { key });
  ({ text, names } = await scrape(gateway));
});
afterAll(() => gateway.close());

it('the alerting rules add nothing to a sum that may have no series, which would be none', () => {
  for (const { title, expr } of alerts()) {
    const isSafe = expr
      .split(/\s\+\s/)
      .every((operand, _, { length }) => length === 1 || operand.includes('or vector(0)'));
    expect({ title, isSafe }).toEqual({ title, isSafe: true });
  }
});

describe.each([
  ['the alerting rules', alerts],
  ['the dashboard', panels],
])('%s', (_, expressions) => {
  it('name metrics that a gateway has', () => {
    for (const { title, expr } of expressions()) {
      const used = metricsOf(expr);
      expect(used).not.toEqual([]);
      for (const metric of used)
        expect({ title, metric, exists: names.has(metric) }).toMatchObject({ exists: true });
    }
  });

  it('select series by labels that these have', () => {
    for (const { title, expr } of expressions()) {
      for (const [metric, label] of labelsOf(expr)) {
        const exists = new RegExp(`^${metric}\\{(?:.*,)?${label}="`, 'm').test(text);
        expect({ title, metric, label, exists }).toMatchObject({ exists: true });
      }
    }
  });
});

it('there is a rule for each thing to worry about', () => {
  expect(alerts().map(({ title }) => title.replace('ClaimsGateway', ''))).toEqual([
    'Down',
    'InstanceDown',
    'NotReady',
    'Availability',
    'InternalErrors',
    'WorkersEnd',
    'Latency',
    'Shedding',
    'PoolWaiting',
    'AdmissionWaiting',
    'EventLoopDelay',
    'ReplicaLeftOut',
    'ReplicaReadsRepeated',
    'QuotaStoreDegraded',
  ]);
});

it('docs/operations.md explains every metric of ours, and no other', () => {
  const operations = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
  const table = operations.split('\n').filter((line) => line.startsWith('| `claims_'));
  const explained = table.flatMap((line) => {
    const cell = line.split('|')[1] as string;
    const [first = '', ...rest] = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
    const base = first.match(/^claims_[a-z]+(?:_pool)?/)?.[0];
    return [first, ...rest.map((name) => name.replace(/^…(?:_pool)?/, base as string))];
  });
  const families = [...text.matchAll(/^# TYPE (claims_\S+)/gm)].map(([, name]) => name);
  expect(explained.toSorted()).toEqual(families.toSorted());
});
