import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { readSettings } from '../../src/cli/settings.js';

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
  readonly ports?: readonly string[];
}

const text = await readFile('compose.yaml', 'utf8');
const services: Readonly<Record<string, Service>> = parse(text, { merge: true }).services;
const { gateway, migrate } = services as Readonly<Record<'gateway' | 'migrate', Service>>;

/** The environment of a service, as Compose makes it of these variables. */
function environmentOf(service: Service, variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const entries = Object.entries(service.environment ?? {}).flatMap(([name, value]) => {
    const resolved =
      value === null
        ? variables[name]
        : value.replace(
            /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
            (_, variable, kind, fallback) => variables[variable] || (kind === '-' ? fallback : ''),
          );
    return resolved === undefined ? [] : [[name, resolved]];
  });
  return Object.fromEntries(entries);
}

describe('compose.yaml', () => {
  it('contains no secret, and does not start without one', () => {
    const required = [...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name);
    expect(required.sort()).toEqual(['METRICS_TOKEN', 'POSTGRES_PASSWORD']);
    for (const { environment = {} } of Object.values(services)) {
      for (const [name, value] of Object.entries(environment)) {
        if (/PASSWORD|TOKEN|SECRET/.test(name)) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/);
        expect(value ?? '').not.toMatch(/:\/\/[^:]+:(?!\$\{)[^/]*@/);
      }
    }
  });

  it('names the version of every image that it does not build', () => {
    const images = Object.values(services).map(({ image }) => image);
    for (const image of images) expect(image).toMatch(/^(claims-gateway|\w+:\d+\.\d+-bookworm)$/);
  });

  it('starts the gateway after the migration, and both after the database', () => {
    expect(migrate.command).toEqual(['bin/claims', 'migrate']);
    expect(migrate.depends_on).toMatchObject({ postgres: { condition: 'service_healthy' } });
    expect(gateway.depends_on).toMatchObject({
      postgres: { condition: 'service_healthy' },
      redis: { condition: 'service_started' },
      migrate: { condition: 'service_completed_successfully' },
    });
  });

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['what is required', {}],
    ['what is optional as well', { PUBLIC_URL: 'https://claims.example', TRUST_PROXY: 'loopback' }],
  ])('gives the gateway settings that it accepts: %s', (_, more) => {
    const variables = { POSTGRES_PASSWORD: 'abc123', METRICS_TOKEN: 'token', ...more };
    const settings = readSettings(environmentOf(gateway, variables));
    expect(settings).toMatchObject({
      DATABASE_URL: 'postgres://claims:abc123@postgres:5432/claims?sslmode=disable',
      REDIS_URL: 'redis://redis:6379',
      METRICS_TOKEN: 'token',
      TRUST_PROXY: [more.TRUST_PROXY ?? 'uniquelocal'],
    });
    expect(settings.PUBLIC_URL).toBe(more.PUBLIC_URL);
    expect(readSettings(environmentOf(migrate, variables)).DATABASE_URL).toBe(settings.DATABASE_URL);
  });

  it('passes nothing on that is no setting', () => {
    const known = new Set(Object.keys(readSettings({})));
    for (const name of Object.keys(gateway.environment ?? {})) expect(known).toContain(name);
  });

  it('opens the gateway to this machine alone, on the ports of the nginx configuration', async () => {
    const nginx = await readFile('docs/deploy/nginx.conf', 'utf8');
    const upstream = [...nginx.matchAll(/^\s*server 127\.0\.0\.1:(\d+) /gm)].map(([, port]) => port);
    expect(upstream).toEqual(['4000', '4001']);
    expect(gateway.ports).toEqual(['127.0.0.1:4000-4001:4000']);
    expect(Object.entries(services).filter(([, { ports }]) => ports)).toHaveLength(1);
  });
});
