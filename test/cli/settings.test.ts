import { readSettings } from '../../src/cli/settings.js';

describe('the environment', () => {
  it.each([
    ['DATABASE_POOLER', 'session'],
    ['DATABASE_POOLER', 'Transaction'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost'],
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
    ['LOG_REQUESTS', 'yes'],
    ['LOG_REQUESTS', '1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector'],
  ])('refuses %s=%s in one sentence that names it', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(
      new RegExp(`^The environment variable ${name} is wrong: .+\\.$`),
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

  it.each([
    ['REDIS_URL', 'rediss://user:secret@redis.internal:6380/1'],
    ['OAUTH_ISSUER', 'http://127.0.0.1:9000'],
    ['OAUTH_ISSUER', 'https://issuer.example/tenant/'],
  ])('takes %s=%s as it stands', (name, value) => {
    expect(readSettings({ OAUTH_AUDIENCE: 'claims', [name]: value })).toMatchObject({ [name]: value });
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

  it('trusts, lets in and shares with nobody when nothing is said', () => {
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
