import { readFile } from 'node:fs/promises';
import { MAX_HEADER_BYTES } from '../../src/server/client-error-handler.js';
import { connectionLimits } from '../../src/server/connection-limits.js';

const text = (await readFile('docs/deploy/nginx.conf', 'utf8')).replace(/#.*$/gm, '');

/** The values of a directive within the upstream or outside of it. */
function directive(name: string, block = text): string[] {
  return [...block.matchAll(new RegExp(`^\\s*${name}\\s+([^;]*);`, 'gm'))].map(([, value = '']) => value);
}

const upstream = /upstream claims_gateway \{([^}]*)\}/.exec(text)?.[1] ?? '';
const rest = text.replace(upstream, '');
const seconds = (value: string | undefined) => Number(/^(\d+)s$/.exec(value ?? '')?.[1]);

describe('the nginx configuration', () => {
  it('closes idle connections before the gateway does', () => {
    const idle = seconds(directive('keepalive_timeout', upstream)[0]);
    expect(idle * 1000).toBeLessThan(connectionLimits.keepAliveTimeoutMs);
    expect(directive('proxy_http_version')).toEqual(['1.1']);
    expect(directive('proxy_set_header')[0]).toMatch(/^Connection\s+""$/);
  });

  it('leaves refusals of bodies and headers that are too large to the gateway', () => {
    const kilobytes = Number(/^(\d+)k$/.exec(directive('client_max_body_size')[0] ?? '')?.[1]);
    expect(kilobytes).toBeGreaterThan(512);
    expect(kilobytes).toBeLessThan(520);
    expect(directive('large_client_header_buffers')).toEqual([`4 ${MAX_HEADER_BYTES / 1024}k`]);
  });

  it('waits for clients and for the gateway as long as the gateway does', () => {
    expect(seconds(directive('client_header_timeout')[0]) * 1000).toBe(connectionLimits.headersTimeoutMs);
    expect(seconds(directive('client_body_timeout')[0]) * 1000).toBe(connectionLimits.requestTimeoutMs);
    expect(seconds(directive('proxy_read_timeout')[0]) * 1000).toBe(connectionLimits.inactivityTimeoutMs);
  });

  it('replaces the forwarded headers of clients, and hides metrics', () => {
    const headers = directive('proxy_set_header').map((value) => value.split(/\s+/));
    expect(headers).toContainEqual(['X-Forwarded-For', '$remote_addr']);
    expect(headers).toContainEqual(['X-Forwarded-Proto', '$scheme']);
    expect(headers).toContainEqual(['X-Forwarded-Host', '$host']);
    expect(rest).toMatch(/location \/metrics \{\s*return 404;\s*\}/);
    expect(text).not.toContain('non_idempotent');
  });
});
