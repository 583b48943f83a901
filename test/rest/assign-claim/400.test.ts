import { once } from 'node:events';
import { eventually } from '../../support/eventually.js';
import { rawRequest } from '../raw-request.js';
import { expectRefusal } from '../refusal.js';
import { REST_BASE, type Scene, setScene } from '../scene.js';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.gateway.close());

/** Sends a body byte for byte as JSON. */
function send(body: string | Uint8Array<ArrayBuffer>, gtin = scene.gtin) {
  return scene.gateway.request(`${REST_BASE}/products/${gtin}/claims`, {
    method: 'POST',
    headers: { 'x-api-key': scene.key, 'content-type': 'application/json' },
    body,
  });
}

describe('POST /products/{gtin}/claims, 400', () => {
  it.each([
    '{',
    '{"claim_id":}',
    "{'claim_id': 'x'}",
    '{"claim_id": "x"}}',
    '{"claim_id": "x",}',
    '{"claim_id": NaN}',
    'undefined',
    'claim_id=x',
    ' ',
    '"\u0001"',
  ])('refuses the body %j, which is not JSON', async (body) => {
    const answer = await expectRefusal(scene.gateway, 400, () => send(body));
    expect(answer.body.detail).toBe('The body is not valid JSON.');
  });

  it.each([
    ['a truncated character', [0x22, 0xc3, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['an encoded surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['Latin-1', [0x22, 0xe9, 0x22]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
  ])('refuses %s, which is not UTF-8', async (_, bytes) => {
    const answer = await expectRefusal(scene.gateway, 400, () => send(Uint8Array.from(bytes)));
    expect(answer.body.detail).toBe('The body is not valid UTF-8.');
  });

  it('refuses an empty body', async () => {
    const answer = await expectRefusal(scene.gateway, 400, () => send(''));
    expect(answer.body.detail).toBe('A JSON body is required.');
  });

  it('refuses a request without body and content type', async () => {
    const answer = await expectRefusal(scene.gateway, 400, () => scene.assign(undefined));
    expect(answer.body.detail).toBe('A JSON body is required.');
  });

  it('refuses a path that is not validly percent-encoded', async () => {
    const path = `${REST_BASE}/products/%zz/claims`;
    const answer = await expectRefusal(scene.gateway, 400, () =>
      rawRequest(scene.gateway.url, { path, headers: { 'x-api-key': scene.key }, chunks: [] }),
    );
    expect(answer.body.detail).toBe('The path is not validly percent-encoded.');
  });

  it('comes before the 422 of a wrong GTIN', async () => {
    await expectRefusal(scene.gateway, 400, () => send('{', 'wrong'));
  });

  it('is not logged as a failure of ours', async () => {
    await send('{');
    expect(scene.gateway.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

describe('a caller who hangs up in the middle of the body', () => {
  it('is not logged as a failure of ours', async () => {
    const { gateway, key, gtin } = scene;
    const aborted = new AbortController();
    const started = gateway.log.length;
    const body = new ReadableStream({
      start: (stream) => stream.enqueue(new TextEncoder().encode('{"claim_id": ')),
    });
    const sent = fetch(`${gateway.url}${REST_BASE}/products/${gtin}/claims`, {
      method: 'POST',
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      body,
      duplex: 'half',
      signal: aborted.signal,
    } as RequestInit);
    await once(gateway.server, 'request');
    aborted.abort();
    await expect(sent).rejects.toThrow('aborted');
    // The server has noticed once it has logged that the request was aborted.
    await eventually(() => gateway.log.slice(started).some((line) => line.aborted === true));
    expect(gateway.log.slice(started).filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});
