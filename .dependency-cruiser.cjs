// The arrows between the rooms of src/, as docs/architecture.md draws them. A room may use the rooms that
// are listed for it and itself, nothing else.
const arrows = {
  errors: [],
  codecs: [],
  entities: [],
  database: ['entities', 'errors'],
  services: ['entities', 'database', 'errors', 'codecs'],
  quotas: ['services', 'errors'],
  identity: ['services', 'entities', 'database', 'errors', 'codecs'],
  schema: ['services', 'entities', 'errors', 'codecs'],
  resolvers: ['schema', 'services', 'database', 'errors', 'codecs'],
  rest: ['services', 'database', 'errors', 'codecs'],
  server: ['rest', 'resolvers', 'identity', 'quotas', 'services', 'database', 'errors', 'codecs'],
  cli: ['server', 'identity', 'quotas', 'services', 'entities', 'database', 'errors', 'codecs'],
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
