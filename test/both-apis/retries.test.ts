import { randomUUID } from 'node:crypto';
import { unprepared } from '../../src/database/statement.js';
import {
  ASSIGN,
  certification,
  claim,
  claimUuid,
  freshProduct,
  gateway,
  graphql,
  isReplayed,
  organization,
  rest,
  stored,
  whileRunning,
  writes,
} from './repeatable-writes.js';

describe.each(writes)('%s under an idempotency key', (_, prepare) => {
  it('is executed once; the same request gets the same response', async () => {
    const send = await prepare();
    const idempotencyKey = randomUUID();
    const first = await send({ idempotencyKey });
    expect([200, 201, 204]).toContain(first.status);
    expect(first.body?.errors).toBeUndefined();
    expect(isReplayed(first)).toBe(false);
    const before = await stored();
    for (let i = 0; i < 2; i++) {
      const again = await send({ idempotencyKey });
      expect({ status: again.status, text: again.text }).toEqual({ status: first.status, text: first.text });
      expect(again.headers.get('location')).toBe(first.headers.get('location'));
      expect(isReplayed(again)).toBe(true);
    }
    expect(await stored()).toEqual(before);
  });

  it('is executed once by concurrent requests', async () => {
    const send = await prepare();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => send({ idempotencyKey })));
    const refused = answers.filter(({ status, body }) => status === 409 || body?.errors);
    const succeeded = answers.filter((answer) => !refused.includes(answer));
    expect(new Set(succeeded.map(({ text }) => text)).size).toBe(1);
    for (const { body } of refused) {
      expect((body.errors?.[0].extensions.problem ?? body).detail).toBe(
        'A request under this idempotency key is still running.',
      );
    }
    expect(succeeded.filter((answer) => !isReplayed(answer))).toHaveLength(1);
  });

  it('is refused while the first request is running, and can be sent again', async () => {
    const send = await prepare();
    const idempotencyKey = randomUUID();
    const before = await stored();
    const refused = await whileRunning(idempotencyKey, () => send({ idempotencyKey }));
    const problem = refused.body.errors?.[0].extensions.problem ?? refused.body;
    expect(problem).toMatchObject({
      status: 409,
      error_code: 'conflict',
      detail: 'A request under this idempotency key is still running.',
      retryable: true,
      retry_after: 1,
      retry_after_seconds: 1,
    });
    if (!refused.body.errors) {
      expect({ status: refused.status, retryAfter: refused.headers.get('retry-after') }).toEqual({
        status: 409,
        retryAfter: '1',
      });
    }
    expect(await stored()).toEqual(before);
    expect(isReplayed(await send({ idempotencyKey }))).toBe(false);
  });

  it('is executed for each account that uses the key', async () => {
    const send = await prepare();
    const idempotencyKey = randomUUID();
    await send({ idempotencyKey });
    const other = await send({ idempotencyKey, key: await gateway.fixtures.key(organization) });
    expect(isReplayed(other)).toBe(false);
  });
});

describe('an idempotency key', () => {
  it('belongs to its request: another one is refused, and stores nothing', async () => {
    const [first, second] = [await freshProduct(), await freshProduct()];
    const idempotencyKey = randomUUID();
    const body = { claim_id: claim };
    await rest('POST', `/products/${first}/claims`, body, { idempotencyKey });
    const before = await stored();
    const others = [
      rest('POST', `/products/${second}/claims`, body, { idempotencyKey }),
      rest('POST', `/products/${first}/claims`, { ...body, metadata: { a: '1' } }, { idempotencyKey }),
      rest('DELETE', `/products/${first}/claims/${claim}`, undefined, { idempotencyKey }),
      rest(
        'POST',
        `/products/${first}/certifications`,
        { certification_id: certification },
        { idempotencyKey },
      ),
      rest(
        'POST',
        '/certification-assignments/batch',
        { assignments: [{ gtin: second, certification_id: certification }] },
        { idempotencyKey },
      ),
      rest(
        'POST',
        '/claim-assignments/batch',
        { assignments: [{ gtin: second, claim_id: claim }] },
        { idempotencyKey },
      ),
    ];
    for (const answer of await Promise.all(others)) {
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        error_code: 'validation_error',
        details: [
          {
            loc: ['header', 'Idempotency-Key'],
            msg: 'The key belongs to another request',
            type: 'idempotency_key_reused',
          },
        ],
      });
    }
    const input = { gtin: second, claimCode: 'VEGAN' };
    const { body: refused } = await graphql(ASSIGN, { input }, { idempotencyKey });
    expect(refused.errors[0]).toMatchObject({
      message: 'Validation error: header.Idempotency-Key: The key belongs to another request.',
      extensions: {
        code: 'BAD_USER_INPUT',
        problem: { details: [{ loc: ['header', 'Idempotency-Key'], type: 'idempotency_key_reused' }] },
      },
    });
    expect(await stored()).toEqual(before);
  });

  it.each([
    ['256 characters', 'x'.repeat(256), 'string_too_long'],
    ['no character', '', 'string_pattern_mismatch'],
    ['a blank', 'a b', 'string_pattern_mismatch'],
    ['a control character', 'a\tb', 'string_pattern_mismatch'],
    ['a letter beyond ASCII', 'é', 'string_pattern_mismatch'],
  ])('with %s is refused, and nothing is stored', async (_, idempotencyKey, type) => {
    const gtin = await freshProduct();
    const before = await stored();
    const refused = await rest('POST', `/products/${gtin}/claims`, { claim_id: claim }, { idempotencyKey });
    expect(refused.status).toBe(422);
    expect(refused.body.details).toEqual([
      { loc: ['header', 'Idempotency-Key'], msg: expect.any(String), type },
    ]);
    const input = { gtin, claimCode: 'VEGAN' };
    const { status, body } = await graphql(ASSIGN, { input }, { idempotencyKey });
    expect(status).toBe(422);
    expect(body.errors[0].extensions.problem.details).toEqual(refused.body.details);
    expect(await stored()).toEqual(before);
  });

  it('may have 255 characters of any visible kind', async () => {
    const visible = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
    const idempotencyKey = visible.repeat(3).slice(0, 255);
    const path = `/products/${await freshProduct()}/claims`;
    for (const expected of [false, true]) {
      const answer = await rest('POST', path, { claim_id: claim }, { idempotencyKey });
      expect({ status: answer.status, isReplayed: isReplayed(answer) }).toEqual({
        status: 201,
        isReplayed: expected,
      });
    }
  });

  it('counts for writes alone', async () => {
    const idempotencyKey = 'x'.repeat(256);
    expect((await rest('GET', '/claims', undefined, { idempotencyKey })).status).toBe(200);
    expect((await graphql('{ viewer { role } }', {}, { idempotencyKey })).status).toBe(200);
  });

  it('does not keep what has failed', async () => {
    const gtin = await freshProduct();
    const idempotencyKey = randomUUID();
    const path = `/products/${gtin}/claims/${claim}`;
    expect((await rest('DELETE', path, undefined, { idempotencyKey })).status).toBe(404);
    await gateway.fixtures.assignment(gtin, await claimUuid());
    const second = await rest('DELETE', path, undefined, { idempotencyKey });
    expect({ status: second.status, isReplayed: isReplayed(second) }).toEqual({
      status: 204,
      isReplayed: false,
    });
  });

  it('keeps the batch that stored something, with its failures as they were', async () => {
    const gtin = await freshProduct();
    const body = {
      assignments: [
        { gtin, claim_code: 'VEGAN' },
        { gtin, claim_code: 'LATER' },
      ],
    };
    const idempotencyKey = randomUUID();
    const first = await rest('POST', '/claim-assignments/batch', body, { idempotencyKey });
    await gateway.fixtures.claim('LATER');
    const second = await rest('POST', '/claim-assignments/batch', body, { idempotencyKey });
    expect(second.text).toBe(first.text);
    const nothing = { assignments: [{ gtin, claim_code: 'VEGAN' }] };
    const failed = { idempotencyKey: randomUUID() };
    for (let i = 0; i < 2; i++) {
      const answer = await rest('POST', '/claim-assignments/batch', nothing, failed);
      expect({ failed: answer.body.failed, isReplayed: isReplayed(answer) }).toEqual({
        failed: 1,
        isReplayed: false,
      });
    }
  });

  it('keeps the certifications of a batch as their codes named them', async () => {
    const assignments = [
      { gtin: await freshProduct(), certification_code: 'ORGANIC' },
      { gtin: await freshProduct(), certification_code: 'SOON' },
    ];
    const send = (sent: object) => rest('POST', '/certification-assignments/batch', { assignments }, sent);
    await gateway.fixtures.certification('SOON', { label: 'Of all' });
    const kept = { idempotencyKey: randomUUID() };
    const first = await send(kept);
    expect(first.body.results[1].assignment.label).toBe('Of all');
    const values = { label: 'Own', organization_id: organization };
    await gateway.fixtures.certification('SOON', values);
    expect((await send(kept)).text).toBe(first.text);
    expect((await send({})).body.results[1].assignment.label).toBe('Own');
  });

  it('is free again after 24 hours, and swept with later ones', async () => {
    const gtin = await freshProduct();
    const idempotencyKey = randomUUID();
    const path = `/products/${gtin}/claims`;
    await rest('POST', path, { claim_id: claim }, { idempotencyKey });
    const age = unprepared(
      `update idempotency_key set created_at = created_at - interval '24 hours 1 second'`,
    );
    await gateway.database.query(age);
    await rest('DELETE', `${path}/${claim}`, undefined, {});
    const again = await rest('POST', path, { claim_id: claim }, { idempotencyKey });
    expect({ status: again.status, isReplayed: isReplayed(again) }).toEqual({
      status: 201,
      isReplayed: false,
    });
    await gateway.database.query(age);
    const many = unprepared(
      `insert into idempotency_key (account, key, fingerprint, outcome, created_at)
       select 'key.test', n::text, sha256(''), '{}', now() - interval '2 days' from generate_series(1, 15) as n`,
    );
    await gateway.database.query(many);
    const left = async () => {
      await rest(
        'POST',
        `/products/${await freshProduct()}/claims`,
        { claim_id: claim },
        { idempotencyKey: randomUUID() },
      );
      const [row] = await gateway.database.query(
        unprepared<{ count: string }>(
          `select count(*) from idempotency_key where created_at < now() - interval '1 day'`,
        ),
      );
      return Number(row?.count);
    };
    const before = await left();
    expect(await left()).toBe(Math.max(0, before - 10));
    while ((await left()) > 0);
  });

  it('costs a request of the quota each time', async () => {
    const counted = await gateway.fixtures.key(organization, { perMinute: 10 });
    const path = `/products/${await freshProduct()}/claims`;
    const sent = { key: counted, idempotencyKey: randomUUID() };
    const left = [];
    for (let i = 0; i < 3; i++) {
      const { headers } = await rest('POST', path, { claim_id: claim }, sent);
      left.push(headers.get('ratelimit-remaining'));
    }
    expect(left).toEqual(['9', '8', '7']);
  });
});
