import * as fc from 'fast-check';
import { type Observed, type Request, send, shownAs, type Verb } from './apis.js';
import { assignment, gtin, pairOnly, withFields } from './inputs.js';
import type { Expected, Model } from './model.js';
import type { Sent } from './rules.js';
import { type ChangeTimes, expectStored } from './stored.js';
import { foreignGtin, type World } from './world.js';

/** What a sequence of commands runs against. */
export interface Run {
  readonly world: World;
  /** How often each kind of answer was expected, over all sequences. */
  readonly seen: Map<string, number>;
  times: ChangeTimes;
}

/** One request through one API, whose answer and whose effect must be the model's. */
class Command implements fc.AsyncCommand<Model, Run> {
  private readonly request: Request;

  constructor(request: Request) {
    this.request = request;
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
    expectAnswer(await send(run.world, this.request), expected, this.request);
    const about = String(sent.gtin).padStart(14, '0');
    const changed = hasHappened ? `${about} ${model.history.get(about)?.at(-1)?.code}` : undefined;
    run.times = await expectStored(run.world, model, { about, before: run.times, changed });
  }

  toString(): string {
    const { verb, api, caller, sent } = this.request;
    return `${verb} at ${api} as ${caller} ${JSON.stringify(sent, shortened)}`;
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

function outcome(expected: Expected, hasHappened: boolean): string {
  if ('error' in expected)
    return expected.places ? `${expected.error} at ${expected.places.at(0)}` : expected.error;
  return `${expected.status}${hasHappened ? ', recorded' : ''}`;
}

function countEvents({ history }: Model): number {
  return [...history.values()].reduce((sum, entries) => sum + entries.length, 0);
}

const statuses: Readonly<Record<string, number>> = {
  validation_error: 422,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
};

function expectAnswer(observed: Observed, expected: Expected, { api, sent }: Request): void {
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
  const shown = expected.shown.map(([code, held]) => [code, shownAs(api, held, owner)]);
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

function command(verb: Verb, sent: fc.Arbitrary<Sent>, api: fc.Arbitrary<'rest' | 'graphql'> = apis) {
  const caller = fc.oneof(
    { weight: 12, arbitrary: fc.constant('editor' as const) },
    { weight: 1, arbitrary: fc.constant('readonly' as const) },
  );
  return fc.record({ verb: fc.constant(verb), api, caller, sent }).map((request) => new Command(request));
}

/** Random sequences. Assignments and updates come more often than what ends or only reads them. */
export const commands = fc.commands(
  [
    command('assign', assignment),
    command('assign', assignment),
    command('update', withFields),
    command('update', fc.oneof({ weight: 3, arbitrary: withFields }, { weight: 1, arbitrary: pairOnly })),
    command('remove', pairOnly),
    command('list', fc.record({ gtin })),
    command('get', pairOnly, fc.constant('rest')),
  ],
  { maxCommands: 8, size: 'max' },
);
