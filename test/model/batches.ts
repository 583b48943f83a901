import { randomUUID } from 'node:crypto';
import type * as fc from 'fast-check';
import { unprepared } from '../../src/database/statement.js';
import {
  camelCase,
  headersOf,
  inGraphql,
  inRest,
  mutation,
  type Observed,
  refusal,
  selectionOf,
  shownAs,
  shownByGraphql,
  shownByRest,
} from './apis.js';
import type { Kind } from './kind.js';
import type { Batch, Expected, HistoryEntry, Model } from './model.js';
import { countEvents, outcome, type Run, statuses } from './run.js';
import { expectStored } from './stored.js';
import { foreignGtin, gtins, type World } from './world.js';

/** One batch through one API, whose results and whose effect must be the model's. */
export class BatchCommand implements fc.AsyncCommand<Model, Run> {
  private readonly batch: Batch;
  private readonly isSentTwice: boolean;

  /** @param isSentTwice whether the batch is sent a second time under one idempotency key. */
  constructor(batch: Batch, isSentTwice: boolean) {
    this.batch = batch;
    this.isSentTwice = isSentTwice;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, run: Run): Promise<void> {
    const { kind } = run.world;
    const before = new Map([...model.history].map(([gtin, { length }]) => [gtin, length]));
    const happened = countEvents(model);
    const expected = model.batch(this.batch);
    const hasHappened = countEvents(model) > happened;
    this.note(run, expected, hasHappened);
    const idempotencyKey = this.isSentTwice ? randomUUID() : undefined;
    const first = await send(run.world, this.batch, idempotencyKey);
    expectResults(kind, first, expected, this.batch);
    if (this.isSentTwice) {
      const second = await send(run.world, this.batch, idempotencyKey);
      // A batch that has stored something is not executed again; another one fails as it did.
      if (hasHappened || 'error' in expected) expectResults(kind, second, expected, this.batch);
      else expect(isList(second)).toBe(isList(expected));
    }
    for (const gtin of gtins) await takeOrder(run.world, model, gtin, before.get(gtin) ?? 0);
    const changed = gtins.flatMap((gtin) =>
      (model.history.get(gtin) ?? []).slice(before.get(gtin)).map(({ code }) => `${gtin} ${code}`),
    );
    const about = padded(this.batch.rows[0]?.gtin);
    run.times = await expectStored(run.world, model, {
      about,
      before: run.times,
      changed: new Set(changed),
    });
  }

  toString(): string {
    const { api, caller, onError, onExisting, rows } = this.batch;
    const times = this.isSentTwice ? ' twice' : '';
    return `batch${times} at ${api} as ${caller} ${onError} ${onExisting} ${JSON.stringify(rows)}`;
  }

  private note({ seen }: Run, expected: Expected | readonly Expected[], hasHappened: boolean): void {
    const kinds = isList(expected)
      ? ['batch 200', ...expected.map((row) => `batch row ${outcome(row, false)}`)]
      : [`batch ${outcome(expected, false)}`];
    const { onError, rows } = this.batch;
    if (isList(expected) && onError === 'rollback' && rows.length > 1 && !hasHappened)
      kinds.push('batch rollback of all');
    for (const kind of kinds) seen.set(kind, (seen.get(kind) ?? 0) + 1);
  }
}

const codesByAge = ({ field }: Kind) =>
  unprepared<{ code: string }>(
    `select c.code from ${field}_assignment_event e join ${field} c on c.id = e.${field}_id
     where e.gtin = $1 order by e.id desc limit $2`,
  );

/** The rows of a batch happen at once: the model takes the order in which history shows them. */
async function takeOrder(
  { gateway, kind }: World,
  model: Model,
  gtin: string,
  before: number,
): Promise<void> {
  const entries = model.history.get(gtin) ?? [];
  const added = entries.slice(before);
  if (added.length < 2) return;
  const rows = await gateway.database.query(codesByAge(kind), [gtin, added.length]);
  const codes = rows.map(({ code }) => code).toReversed();
  expect(codes.toSorted()).toEqual(added.map(({ code }) => code).toSorted());
  entries.splice(
    before,
    added.length,
    ...codes.map((code) => added.find((entry) => entry.code === code) as HistoryEntry),
  );
}

function isList<Item>(value: Item | readonly Item[]): value is readonly Item[] {
  return Array.isArray(value);
}

function expectResults(
  kind: Kind,
  observed: Observed | readonly Observed[],
  expected: Expected | readonly Expected[],
  { api, rows }: Batch,
): void {
  if (!isList(expected)) {
    expect(observed).toMatchObject(refused(expected));
    return;
  }
  const results = expected.map((row, index) => {
    if ('error' in row) return refused(row);
    const owner = padded(rows[index]?.gtin) === foreignGtin ? 'theirs' : 'ours';
    const status = api === 'rest' ? row.status : 200;
    return { status, shown: row.shown.map(([code, held]) => [code, shownAs(kind, api, held, owner)]) };
  });
  expect(observed).toEqual(results);
}

function refused(expected: Expected): object {
  if (!('error' in expected)) throw new Error('a batch that is refused has no results');
  const { error, places } = expected;
  return { error, status: statuses[error], places: places ? [...places].sort() : expect.anything() };
}

const padded = (gtin: unknown) => String(gtin).padStart(14, '0');

function send(
  world: World,
  batch: Batch,
  idempotencyKey: string | undefined,
): Promise<Observed | readonly Observed[]> {
  return batch.api === 'rest'
    ? sendToRest(world, batch, idempotencyKey)
    : sendToGraphql(world, batch, idempotencyKey);
}

async function sendToRest(
  { gateway, keys, kind }: World,
  { caller, rows, onError, onExisting }: Batch,
  idempotencyKey: string | undefined,
): Promise<Observed | readonly Observed[]> {
  const body = { on_error: onError, on_existing: onExisting, assignments: rows.map(inRest) };
  const sent = { ...headersOf({ idempotencyKey }, keys[caller]), body };
  const answer = await gateway.rest('POST', `/${kind.field}-assignments/batch`, sent);
  if (answer.status >= 400) return refusal(answer.body, ([, name = '']) => String(name));
  expectCounts(answer.body);
  return answer.body.results.map(({ status, assignment, error }: any) =>
    error
      ? refusal(error, ([, , , name = '']) => camelCase(String(name)))
      : { status, shown: shownByRest(kind, [assignment]) },
  );
}

const mutationOf = (kind: Kind) =>
  mutation(
    `assign${kind.type}s`,
    `created updated failed results {
      assignment { ${selectionOf(kind)} } problem { code status details { loc } } }`,
  );

const errors: Readonly<Record<string, string>> = {
  BAD_USER_INPUT: 'validation_error',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  CONFLICT: 'conflict',
};

async function sendToGraphql(
  { gateway, keys, kind }: World,
  { caller, rows, onError, onExisting }: Batch,
  idempotencyKey: string | undefined,
): Promise<Observed | readonly Observed[]> {
  const input = {
    onError: onError.toUpperCase(),
    onExisting: onExisting.toUpperCase(),
    assignments: rows.map((row) => inGraphql(kind, row)),
  };
  const sent = { ...headersOf({ idempotencyKey }, keys[caller]), variables: { input } };
  const { status, body } = await gateway.graphql(mutationOf(kind), sent);
  expect(status).toBe(200);
  if (body.errors) return refusal(body.errors[0].extensions.problem, ([, name]) => String(name));
  const { results, created, updated, failed } = body.data.answer;
  expect(failed).toBe(results.filter(({ problem }: any) => problem).length);
  expect(created + updated).toBe(results.length - failed);
  return results.map(({ assignment, problem }: any) => {
    // Which rows are new is not shown: they are counted.
    if (!problem) return { status: 200, shown: shownByGraphql(kind, [assignment]) };
    const details = problem.details.length > 0 ? problem.details : undefined;
    return refusal({ ...problem, error_code: errors[problem.code], details }, ([, , , name]) => String(name));
  });
}

function expectCounts({ created, updated, failed, results }: any): void {
  const statusesOf = results.map(({ status }: { status: number }) => status);
  const count = (fits: (status: number) => boolean) => statusesOf.filter(fits).length;
  expect({ created, updated, failed }).toEqual({
    created: count((status) => status === 201),
    updated: count((status) => status === 200),
    failed: count((status) => status >= 400),
  });
}
