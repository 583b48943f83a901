import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { type Observed, type Request, send, shownAs, type Verb } from './apis.js';
import { BatchCommand } from './batches.js';
import { gtin, inputsOf } from './inputs.js';
import type { Kind } from './kind.js';
import type { Expected, Model } from './model.js';
import { nodesOf } from './nodes.js';
import type { Sent } from './rules.js';
import { countEvents, outcome, type Run, statuses } from './run.js';
import { searches } from './searches.js';
import { expectStored } from './stored.js';
import { foreignGtin } from './world.js';

/** One request through one API, whose answer and whose effect must be the model's. */
class Command implements fc.AsyncCommand<Model, Run> {
  private readonly request: Request;
  private readonly isSentTwice: boolean;

  /** @param isSentTwice whether the request is sent a second time under one idempotency key. */
  constructor(request: Request, isSentTwice: boolean) {
    this.request = request;
    this.isSentTwice = isSentTwice;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, run: Run): Promise<void> {
    const { verb, sent } = this.request;
    const happened = countEvents(model);
    const expected = expectation(model, this.request);
    const hasHappened = countEvents(model) > happened;
    const kind = `${verb} ${outcome(expected, hasHappened)}`;
    run.seen.set(kind, (run.seen.get(kind) ?? 0) + 1);
    const idempotencyKey = this.isSentTwice ? randomUUID() : undefined;
    const request = { ...this.request, idempotencyKey };
    expectAnswer(run.world.kind, await send(run.world, request), expected, this.request);
    // Whatever has happened meanwhile: the first answer, or the same failure.
    if (this.isSentTwice)
      expectAnswer(run.world.kind, await send(run.world, request), expected, this.request);
    const about = String(sent.gtin).padStart(14, '0');
    const changed = new Set(hasHappened ? [`${about} ${model.history.get(about)?.at(-1)?.code}`] : []);
    run.times = await expectStored(run.world, model, { about, before: run.times, changed });
  }

  toString(): string {
    const { verb, api, caller, sent } = this.request;
    const times = this.isSentTwice ? ' twice' : '';
    return `${verb}${times} at ${api} as ${caller} ${JSON.stringify(sent, shortened)}`;
  }
}

function expectation(model: Model, { verb, caller, api, sent }: Request): Expected {
  switch (verb) {
    case 'list':
    case 'get':
      return model[verb](sent);
    default:
      return model[verb](caller, api, sent);
  }
}

function expectAnswer(kind: Kind, observed: Observed, expected: Expected, { api, sent }: Request): void {
  if ('error' in expected) {
    const { error, places } = expected;
    expect(observed).toEqual({
      error,
      status: statuses[error],
      places: places ? [...places].sort() : expect.anything(),
    });
    return;
  }
  const owner = String(sent.gtin).padStart(14, '0') === foreignGtin ? 'theirs' : 'ours';
  const shown = expected.shown.map(([code, held]) => [code, shownAs(kind, api, held, owner)]);
  // What is removed is shown no more, through neither API.
  expect(observed).toEqual({ status: expected.status, shown });
}

/** Long texts and large objects would hide what a failure is about. */
function shortened(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.length > 60) return `${value.slice(0, 40)}… (${value.length} units)`;
  if (typeof value !== 'object' || value === null || Object.keys(value).length <= 8) return value;
  const names = Object.keys(value);
  return `{ ${names[0]}: ${JSON.stringify(Object.values(value)[0])}, … ${names.length} keys }`;
}

const apis = fc.constantFrom('rest', 'graphql');
const isSentTwice = fc.constantFrom(true, false, false);

const callers = fc.oneof(
  { weight: 12, arbitrary: fc.constant('editor' as const) },
  { weight: 1, arbitrary: fc.constant('readonly' as const) },
);

const batches = (row: fc.Arbitrary<Sent>) =>
  fc
    .tuple(
      fc.record({
        api: apis,
        caller: callers,
        onError: fc.constantFrom('continue', 'continue', 'rollback'),
        onExisting: fc.constantFrom('conflict', 'update', 'update'),
        rows: fc.array(row, { minLength: 1, maxLength: 5 }),
      }),
      isSentTwice,
    )
    .map(([request, twice]) => new BatchCommand(request, twice));

function command(verb: Verb, sent: fc.Arbitrary<Sent>, api: fc.Arbitrary<'rest' | 'graphql'> = apis) {
  return fc
    .tuple(fc.record({ verb: fc.constant(verb), api, caller: callers, sent }), isSentTwice)
    .map(([request, twice]) => new Command(request, twice && verb !== 'list' && verb !== 'get'));
}

/** Random sequences. Assignments and updates come more often than what ends or only reads them. */
export function commandsOf(kind: Kind) {
  const { assignment, pairOnly, withFields } = inputsOf(kind);
  return fc.commands(
    [
      command('assign', assignment),
      command('assign', assignment),
      command('update', withFields),
      command('update', fc.oneof({ weight: 3, arbitrary: withFields }, { weight: 1, arbitrary: pairOnly })),
      command('remove', pairOnly),
      batches(withFields),
      batches(withFields),
      batches(withFields),
      ...(kind.type === 'Claim' ? [searches] : []),
      nodesOf(kind),
      command('list', fc.record({ gtin })),
      command('get', pairOnly, fc.constant('rest')),
    ],
    { maxCommands: 8, size: 'max' },
  );
}
