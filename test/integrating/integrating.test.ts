import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Gateway } from '../support/gateway.js';
import { shareGateway } from '../support/shared-gateway.js';

/** Blocks of code whose first line names the file that they are. */
const FILES = /^```js\n\/\/ (\S+)\n(.*?)^```$/gms;

let gateway: Gateway;
let folder: string;
let names: string[];
let gtins: string[];
/** What becomes of the next requests before the others are passed on: a refusal, or an answer that is lost. */
const next: ({ status: number; body: object } | 'lost')[] = [];
let front: Server;

beforeAll(async () => {
  gateway = await shareGateway();
  const { fixtures } = gateway;
  const organization = await fixtures.organization();
  gtins = await Promise.all([1, 2, 3].map(() => fixtures.product(organization)));
  for (const code of ['VEGAN', 'NON_GMO']) await fixtures.claim(code);
  front = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const fate = next.shift();
    if (fate !== undefined && fate !== 'lost') {
      response.writeHead(fate.status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(fate.body));
      return;
    }
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await gateway.request(request.url as string, {
      method: request.method as string,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body }),
    });
    if (fate === 'lost') {
      request.socket.destroy();
      return;
    }
    const { 'transfer-encoding': ___, ...sent } = Object.fromEntries(answer.headers);
    response.writeHead(answer.status, sent);
    response.end(answer.text);
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  process.env.CLAIMS_URL = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  process.env.CLAIMS_KEY = await fixtures.key(organization);

  folder = await mkdtemp(join(tmpdir(), 'claims-integrating-'));
  const page = await readFile('docs/integrating.md', 'utf8');
  const files = [...page.matchAll(FILES)].map(([, name = '', text = '']) => ({ name, text }));
  names = files.map(({ name }) => name);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, text } of files) await writeFile(join(folder, name), text);
});
afterAll(async () => {
  delete process.env.CLAIMS_URL;
  delete process.env.CLAIMS_KEY;
  front.closeAllConnections();
  front.close();
  await rm(folder, { recursive: true, force: true });
  await gateway.close();
});
beforeEach(() => {
  next.length = 0;
});

/** A file of the page, as a program imports it. */
const load = (name: string): Promise<any> => import(pathToFileURL(join(folder, name)).href);

const problem = (status: number, code: string, more: object = {}) => ({
  status,
  body: { status, error_code: code, detail: code, retryable: status > 428, ...more },
});

describe('the page for integrators', () => {
  it('has no block of code that is not tested here', async () => {
    const page = await readFile('docs/integrating.md', 'utf8');
    expect(page.match(/^```\w+/gm)).toHaveLength(names.length);
    const own = await readFile(new URL(import.meta.url).pathname, 'utf8');
    for (const name of names) expect(own).toContain(`load('${name}')`);
  });

  it('makes a first call, and learns of a refusal', async () => {
    const { call, Refusal } = await load('claims.js');
    const { body, headers } = await call('GET', '/claims');
    expect(body.data.map(({ code }: any) => code)).toEqual(['NON_GMO', 'VEGAN']);
    expect(headers.get('ratelimit-remaining')).toMatch(/^\d+$/);
    const refusal = await call('GET', '/claims?page=0').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.message).toBe('422 validation_error: Validation error.');
  });

  it('assigns a claim by its code, once', async () => {
    const { assign, claimId } = await load('assign.js');
    expect(await claimId('none')).toBeUndefined();
    expect(await assign(gtins[0], 'vegan', { valid_from: '2026-01-01' })).toBe(true);
    expect(await assign(gtins[0], 'vegan')).toBe(false);
    await expect(assign('00000000', 'vegan')).rejects.toThrow('404 not_found');
  });

  it('divides rows by number and bytes', async () => {
    const { parts } = await load('load.js');
    const sizes = (rows: object[]) => [...parts(rows)].map((part) => part.length);
    expect(sizes([])).toEqual([]);
    expect(sizes(Array.from({ length: 2_001 }, (_, i) => ({ i })))).toEqual([1_000, 1_000, 1]);
    const long = Array.from({ length: 100 }, () => ({ evidence_note: 'é'.repeat(5_000) }));
    expect(sizes(long)).toEqual([49, 49, 2]);
  });

  it('repeats what may succeed later, and nothing else', async () => {
    const { callAgain } = await load('retry.js');
    next.push(problem(503, 'service_unavailable', { retry_after_seconds: 0 }));
    next.push(problem(429, 'rate_limited', { retry_after_seconds: 0 }));
    next.push(problem(409, 'conflict', { retry_after_seconds: 0 }));
    const { body } = await callAgain('GET', '/claims');
    expect(body.data).toHaveLength(2);
    next.push(problem(409, 'conflict'));
    await expect(callAgain('GET', '/claims')).rejects.toThrow('409 conflict');
    next.push(
      ...Array.from({ length: 2 }, () => problem(503, 'service_unavailable', { retry_after_seconds: 0 })),
    );
    await expect(callAgain('GET', '/claims', {}, 2)).rejects.toThrow('503 service_unavailable');
  });

  it('follows the changes from cursor to cursor, into a copy of the assignments', async () => {
    const { changes, apply } = await load('follow.js');
    const { assign, claimId } = await load('assign.js');
    const copy = new Map();
    const pages = changes(undefined, { wait: 5, limit: 2 });
    const { value: page } = await pages.next();
    for (const event of page.events) apply(copy, event);
    expect(copy.get(`${gtins[0]} VEGAN`)).toEqual({
      source: 'BRAND_SELF_DECLARED',
      valid_from: '2026-01-01',
    });
    const following = pages.next();
    await assign(gtins[1], 'NON_GMO');
    apply(copy, (await following).value.events[0]);
    expect([...copy.keys()]).toEqual([`${gtins[0]} VEGAN`, `${gtins[1]} NON_GMO`]);
    const { call } = await load('claims.js');
    await call('DELETE', `/products/${gtins[1]}/claims/${await claimId('NON_GMO')}`);
    // As a program that was started again.
    for await (const { events, next } of changes(page.next, { wait: 0 })) {
      for (const event of events) apply(copy, event);
      expect(next).toBe(events.at(-1).cursor);
      break;
    }
    expect([...copy.keys()]).toEqual([`${gtins[0]} VEGAN`]);
    await pages.return();
  });

  it('waits for the next window when few requests are left', async () => {
    const { callEvenly } = await load('pace.js');
    const { body } = await callEvenly('GET', '/claims');
    expect(body.data).toHaveLength(2);
  });

  it('explains what is wrong', async () => {
    const { explain } = await load('explain.js');
    const { call } = await load('claims.js');
    const { problem: refused } = await call('GET', '/claims?page=0').catch((error: unknown) => error);
    expect(explain(refused)).toEqual(['page: Input should be greater than or equal to 1']);
    expect(explain({ detail: 'Rate limit exceeded.' })).toEqual(['Rate limit exceeded.']);
  });
});

describe('the page for integrators, with batches', () => {
  it('stores rows, and names those that are refused', async () => {
    const { load: store } = await load('load.js');
    const rows = [
      { gtin: gtins[2], claim_code: 'VEGAN' },
      { gtin: gtins[2], claim_code: 'NONE' },
    ];
    const refused = await store(rows);
    expect(refused).toEqual([{ row: rows[1], error: expect.objectContaining({ error_code: 'not_found' }) }]);
  });

  it('gets the response that was lost', async () => {
    const { callAgain } = await load('retry.js');
    const { claimId } = await load('assign.js');
    const body = { claim_id: await claimId('NON_GMO') };
    const headers = { 'Idempotency-Key': 'the-answer-was-lost' };
    next.push('lost');
    const repeated = await callAgain('POST', `/products/${gtins[2]}/claims`, { body, headers });
    expect(repeated.headers.get('idempotency-replayed')).toBe('true');
    expect(repeated.body.code).toBe('NON_GMO');
  });
});
