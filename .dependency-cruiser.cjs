// The arrows between the rooms of src/, as docs/architecture.md draws them. A room may use the rooms that
// are listed for it and itself, nothing else.
const arrows = {
  errors: [],
  codecs: [],
  observability: [],
  entities: [],
  database: ['entities', 'errors', 'observability'],
  services: ['entities', 'database', 'errors', 'codecs', 'observability'],
  quotas: ['services', 'errors', 'observability'],
  identity: ['services', 'entities', 'database', 'errors', 'codecs', 'observability'],
  schema: ['services', 'entities', 'errors', 'codecs'],
  resolvers: ['schema', 'services', 'database', 'errors', 'codecs'],
  rest: ['services', 'database', 'errors', 'codecs'],
  server: [
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

/** Doors hold a `Database` to hand it on; only these rooms write SQL. */
const withoutSql = 'schema|resolvers|rest|server|cli|quotas|errors|codecs|entities';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'What depends on itself cannot be read from one end.',
      severity: 'error',
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
      name: 'no-unknown-room',
      comment: 'A new room is first drawn in docs/architecture.md.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${Object.keys(arrows).join('|')})/` },
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
    ...Object.entries(arrows).map(([room, uses]) => ({
      name: `arrows-of-${room}`,
      severity: 'error',
      from: { path: `^src/${room}/` },
      to: { path: '^src/', pathNot: `^src/(${[room, ...uses].join('|')})/` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
