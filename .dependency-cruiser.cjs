// The layers of src/ and what each may use, as docs/architecture.md draws them. A layer may use those that are
// listed for it and itself, nothing else.
const uses = {
  errors: [],
  codecs: [],
  observability: [],
  entities: [],
  database: ['entities', 'errors', 'observability'],
  services: ['entities', 'database', 'errors', 'codecs', 'observability'],
  quotas: ['services', 'errors', 'codecs', 'observability'],
  identity: ['quotas', 'services', 'entities', 'database', 'errors', 'codecs', 'observability'],
  schema: ['services', 'entities', 'errors', 'codecs'],
  resolvers: ['schema', 'services', 'database', 'errors', 'codecs'],
  rest: ['services', 'database', 'errors', 'codecs'],
  graphql: ['resolvers', 'schema', 'services', 'database', 'errors', 'codecs', 'observability'],
  server: [
    'graphql',
    'rest',
    'resolvers',
    'identity',
    'quotas',
    'services',
    'database',
    'errors',
    'codecs',
    'observability',
  ],
  cli: [
    'server',
    'identity',
    'quotas',
    'services',
    'entities',
    'database',
    'errors',
    'codecs',
    'observability',
  ],
};

/** The APIs only pass a `Database` on; SQL stands in the other layers. */
const withoutSql = 'schema|resolvers|rest|graphql|server|cli|quotas|errors|codecs|entities';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What depends on itself cannot be read from one end.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-folders',
      comment: 'A folder that needs another one is not needed by it.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'statements-stay-below',
      comment: 'SQL stands in services, identity and database only.',
      severity: 'error',
      from: { path: `^src/(${withoutSql})/` },
      to: { path: '^src/database/(statement|failure)\\.ts$' },
    },
    {
      name: 'no-unknown-layer',
      comment: 'A new layer is first drawn in docs/architecture.md.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${Object.keys(uses).join('|')})/` },
    },
    {
      name: 'the-executor-can-be-deleted',
      comment: 'It is one folder that the lifecycle plugin calls: without it graphql-js executes.',
      severity: 'error',
      from: { path: '^src/graphql/executor/' },
      to: { path: '^src/', pathNot: '^src/(graphql/(executor/|parsed-operation)|errors/|observability/)' },
    },
    {
      name: 'prom-client-stays-in-metrics',
      comment: 'Other modules count in plain numbers, which are read when they are scraped.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/metrics/' },
      to: { path: 'node_modules/prom-client/' },
    },
    {
      name: 'opentelemetry-is-loaded-on-demand',
      comment: 'Only `serve` imports it, dynamically and when traces are exported.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/observability/open-telemetry/' },
      to: { path: '^src/observability/open-telemetry/|node_modules/@opentelemetry/', dynamic: false },
    },
    ...Object.entries(uses).map(([layer, others]) => ({
      name: `dependencies-of-${layer}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${[layer, ...others].join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
