import { readSettings } from '../../src/cli/settings.js';

describe('the environment', () => {
  it.each([
    ['DATABASE_POOLER', 'session'],
    ['DATABASE_POOLER', 'Transaction'],
    ['DATABASE_REPLICA_URL', 'replica.example'],
    ['DATABASE_REPLICA_URL', 'postgres://a/db,replica.example'],
    ['DATABASE_REPLICA_URL', 'postgres://a/db,postgres://b/db?schema=app'],
    ['DATABASE_REPLICA_URL', 'postgres://a/db?sslmode=always'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost'],
    ['REDIS_URL', 'redis://localhost:6379/claims'],
    ['OAUTH_ISSUER', 'issuer.example'],
    ['OAUTH_ISSUER', 'http://issuer.example'],
    ['OAUTH_ISSUER', 'https://issuer.example/?tenant=1'],
    ['OAUTH_AUDIENCE', ' '],
    ['PUBLIC_URL', 'claims.example'],
    ['PUBLIC_URL', 'https://claims.example/app?x=1'],
    ['PUBLIC_URL', 'https://claims.example/app#x'],
    ['PUBLIC_URL', 'https://claims.example//app'],
    ['PUBLIC_URL', 'https://claims.example/app//'],
    ['PUBLIC_URL', 'https://claims.example/a/../b'],
    ['PUBLIC_URL', 'https://claims.example/a;b'],
    ['PUBLIC_URL', 'https://claims.example/%61pp'],
    ['PUBLIC_URL', 'https://user@claims.example'],
    ['PUBLIC_URL', 'https://Claims.example'],
    ['PUBLIC_URL', 'ftp://claims.example'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '10.0.0.1,'],
    ['TRUST_PROXY', 'proxy.example'],
    ['CORS_ORIGINS', 'shop.example'],
    ['CORS_ORIGINS', 'https://shop.example/cart'],
    ['CORS_ORIGINS', 'https://*.example'],
    ['METRICS_TOKEN', ''],
    ['METRICS_TOKEN', 'a blank inside it'],
    ['METRICS_TOKEN', 'sixteen-or-more-é'],
    ['LOG_REQUESTS', 'yes'],
    ['LOG_REQUESTS', '1'],
    ['LOG_LEVEL', 'warning'],
    ['LOG_FORMAT', 'text'],
    ['GRAPHQL_INTROSPECTION', 'on'],
    ['GRAPHQL_FEDERATION', 'true'],
    ['GRAPHQL_DOCUMENTS', ''],
    ['GRAPHQL_DOCUMENTS', '~/documents.json'],
    ['GRAPHQL_DOCUMENTS_ONLY', 'yes'],
    ['SHUTDOWN_GRACE', '2s'],
    ['SHUTDOWN_GRACE', '-1'],
    ['SHUTDOWN_GRACE', '301'],
    ['DATABASE_POOL_SIZE', '1'],
    ['DATABASE_POOL_SIZE', '1e1'],
    ['DATABASE_POOL_SIZE', '10.5'],
    ['DATA_DIR', ''],
    ['DATA_DIR', '~'],
    ['DATA_DIR', '/'],
    ['DATA_DIR', '~/claims'],
    ['HOST', ''],
    ['HOST', ' '],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['PORT', ''],
    ['PORT', 'http'],
    ['PORT', '65536'],
    ['PORT', '0x10'],
    ['PORT', '-1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      new RegExp(`^The environment variable ${name} is wrong: .+\\.$`),
    );
  });

  it.each([
    ['DATABASE_URL', '"postgres://localhost/claims"'],
    ['DATA_DIR', "'/var/lib/claims'"],
    ['PORT', '"4000"\n'],
  ])('refuses quotes around %s=%s', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      `The environment variable ${name} is wrong: its value must not have quotes around it, which only shells take away.`,
    );
  });

  it('asks for the audience of an issuer', () => {
    expect(() => readSettings({ OAUTH_ISSUER: 'https://issuer.example' })).toThrow(
      /OAUTH_AUDIENCE is missing/,
    );
  });

  it('asks for the database behind a pooler', () => {
    expect(() => readSettings({ DATABASE_POOLER: 'transaction' })).toThrow(/DATABASE_URL is missing/);
  });

  it('asks for the primary of a replica', () => {
    expect(() => readSettings({ DATABASE_REPLICA_URL: 'postgres://replica.example/claims' })).toThrow(
      /DATABASE_URL is missing/,
    );
  });

  it('asks for the trusted documents of a server that executes no others', () => {
    expect(() => readSettings({ GRAPHQL_DOCUMENTS_ONLY: 'true' })).toThrow(/GRAPHQL_DOCUMENTS is missing/);
  });

  it.each(['OAUTH_AUDIENCE', 'OAUTH_ORGANIZATION_CLAIM'])('asks for the issuer of %s', (name) => {
    expect(() => readSettings({ [name]: 'claims' })).toThrow(
      new RegExp(`^The environment variable OAUTH_ISSUER is missing: .*${name} has no effect\\.$`),
    );
  });

  it.each([
    ['LOG_LEVEL', 'WARN', 'warn'],
    ['LOG_FORMAT', 'JSON', 'json'],
    ['LOG_REQUESTS', 'True', true],
    ['GRAPHQL_INTROSPECTION', 'Off', 'off'],
    ['GRAPHQL_FEDERATION', 'On', 'on'],
    ['GRAPHQL_DOCUMENTS_ONLY', 'FALSE', false],
  ])('reads %s=%s in letters of either case', (name, value, read) => {
    expect(readSettings({ [name]: value })).toMatchObject({ [name]: read });
  });

  it.each([
    ['PORT', '8080\n', 8080],
    ['HOST', ' ::1 ', '::1'],
    ['REDIS_URL', 'redis://redis:6379\r\n', 'redis://redis:6379'],
    ['METRICS_TOKEN', '0123456789abcdef\n', '0123456789abcdef'],
    ['DATA_DIR', '/var/lib/claims\n', '/var/lib/claims'],
  ])('reads %s without the blanks and line breaks around it', (name, value, read) => {
    expect(readSettings({ [name]: value })).toMatchObject({ [name]: read });
  });

  it.each([
    ['REDIS_URL', 'rediss://user:secret@redis.internal:6380/1'],
    ['OAUTH_ISSUER', 'http://127.0.0.1:9000'],
    ['OAUTH_ISSUER', 'https://issuer.example/tenant/'],
  ])('takes %s=%s as it stands', (name, value) => {
    const audience = name === 'OAUTH_ISSUER' ? { OAUTH_AUDIENCE: 'claims' } : {};
    expect(readSettings({ ...audience, [name]: value })).toMatchObject({ [name]: value });
  });

  it('reads lists', () => {
    const settings = readSettings({
      TRUST_PROXY: '10.0.0.0/8, 2001:db8::/32 ,loopback,192.0.2.1',
      CORS_ORIGINS: 'https://shop.example, http://localhost:3000',
    });
    expect(settings.TRUST_PROXY).toEqual(['10.0.0.0/8', '2001:db8::/32', 'loopback', '192.0.2.1']);
    expect(settings.CORS_ORIGINS).toEqual(['https://shop.example', 'http://localhost:3000']);
  });

  it.each(['https://claims.example', 'https://example.com/claims-api', 'http://127.0.0.1:8080/a/b_c/v1.2'])(
    'reads the public address %s with or without its last slash',
    (address) => {
      for (const value of [address, `${address}/`]) {
        expect(readSettings({ PUBLIC_URL: value }).PUBLIC_URL).toBe(address);
      }
    },
  );

  it('trusts, admits and shares with no one by default', () => {
    expect(readSettings({})).toMatchObject({
      REDIS_URL: undefined,
      OAUTH_ISSUER: undefined,
      PUBLIC_URL: undefined,
      METRICS_TOKEN: undefined,
      TRUST_PROXY: [],
      CORS_ORIGINS: [],
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    });
  });

  it('logs requests unless stderr is a terminal or the operator says otherwise', () => {
    expect(readSettings({}).LOG_REQUESTS).toBe(!process.stderr.isTTY);
    expect(readSettings({ LOG_REQUESTS: 'true' }).LOG_REQUESTS).toBe(true);
    expect(readSettings({ LOG_REQUESTS: 'false' }).LOG_REQUESTS).toBe(false);
  });
});
