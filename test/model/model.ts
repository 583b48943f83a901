import type { Assignable, Kind } from './kind.js';
import { type Sent, wrongFields } from './rules.js';
import { type Caller, foreignGtin, gtins } from './world.js';

export type Api = 'rest' | 'graphql';

/** What an assignment holds, apart from its product and claim. */
export interface Held {
  readonly validFrom: string | null;
  readonly expirationDate: string | null;
  readonly metadata: ReadonlyMap<string, string>;
  readonly [field: string]: string | null | readonly string[] | ReadonlyMap<string, string>;
}

/** The latest entry of a product's history. Of metadata only the fact that it changed and how, as maps. */
export interface HistoryEntry {
  readonly action: 'ASSIGNED' | 'UPDATED' | 'REMOVED';
  readonly code: string;
  readonly before: Held | undefined;
  readonly after: Held | undefined;
}

/** How the gateway should answer: a refusal by its code and places, or what it shows. */
export type Expected =
  | { readonly error: string; readonly places?: readonly string[] }
  | { readonly status: number; readonly shown: readonly (readonly [code: string, held: Held])[] };

/** A batch of assignments. */
export interface Batch {
  readonly caller: Caller;
  readonly api: Api;
  readonly rows: readonly Sent[];
  readonly onError: 'continue' | 'rollback';
  readonly onExisting: 'conflict' | 'update';
}

const copied = ([gtin, carried]: [string, Map<string, Held>]): [string, Map<string, Held>] => [
  gtin,
  new Map(carried),
];
const listed = ([gtin, entries]: [string, HistoryEntry[]]): [string, HistoryEntry[]] => [gtin, [...entries]];

/** The contract in memory: what three products carry, what happened to them, and how each request ends. */
export class Model {
  readonly carried = new Map<string, Map<string, Held>>(gtins.map((gtin) => [gtin, new Map()]));
  readonly history = new Map<string, HistoryEntry[]>(gtins.map((gtin) => [gtin, []]));

  private readonly kind: Kind;

  constructor(kind: Kind) {
    this.kind = kind;
    this.carried.get(foreignGtin)?.set(kind.assignables[0].code, kind.blank);
  }

  assign(caller: Caller, api: Api, sent: Sent): Expected {
    const found = this.find(caller, api, sent);
    if ('error' in found) return found;
    const { gtin, assignable, held } = found;
    if (held) return { error: 'conflict' };
    const after = { ...this.kind.blank, ...this.changesOf(sent), metadata: merged(new Map(), sent.metadata) };
    return this.record(gtin, { action: 'ASSIGNED', code: assignable.code, before: undefined, after });
  }

  update(caller: Caller, api: Api, sent: Sent): Expected {
    const found = this.find(caller, api, sent);
    if ('error' in found) return found;
    const { gtin, assignable, held } = found;
    if (!held) return { error: 'not_found', places: [this.kind.idField] };
    const metadata = 'metadata' in sent ? merged(held.metadata, sent.metadata) : held.metadata;
    const after = { ...held, ...this.changesOf(sent), metadata };
    if (endsBeforeItBegins(after) || metadata.size > 50) return { error: 'validation_error' };
    if (changedFields(this.kind, held, after).length === 0)
      return { status: 200, shown: [[assignable.code, held]] };
    return this.record(gtin, { action: 'UPDATED', code: assignable.code, before: held, after });
  }

  remove(caller: Caller, api: Api, sent: Sent): Expected {
    const found = this.find(caller, api, sent);
    if ('error' in found) return found;
    const { gtin, assignable, held } = found;
    if (!held) return { error: 'not_found', places: [this.kind.idField] };
    return this.record(gtin, { action: 'REMOVED', code: assignable.code, before: held, after: undefined });
  }

  /** Rows one after the other, each as an assignment or, where it exists, as an update; or none of them. */
  batch({ caller, api, rows, onError, onExisting }: Batch): Expected | readonly Expected[] {
    if (api === 'graphql' && rows.some((row) => this.breaksGraphqlTypes(row)))
      return { error: 'validation_error' };
    if (caller === 'readonly') return { error: 'forbidden' };
    const before = [new Map([...this.carried].map(copied)), new Map([...this.history].map(listed))] as const;
    const named = new Set<string>();
    const results = rows.map((row) => this.row(caller, api, row, onExisting, named));
    if (onError === 'continue' || results.every((result) => !('error' in result))) return results;
    for (const [gtin, carried] of before[0]) this.carried.set(gtin, carried);
    for (const [gtin, entries] of before[1]) this.history.set(gtin, entries);
    return results.map((result) => ('error' in result ? result : { error: 'conflict' }));
  }

  private row(
    caller: Caller,
    api: Api,
    sent: Sent,
    onExisting: Batch['onExisting'],
    named: Set<string>,
  ): Expected {
    const found = this.find(caller, api, sent);
    if ('error' in found) return found;
    const pair = `${found.gtin} ${found.assignable.code}`;
    if (named.has(pair)) {
      return onExisting === 'update'
        ? { error: 'validation_error', places: [this.kind.idField] }
        : { error: 'conflict' };
    }
    named.add(pair);
    return found.held && onExisting === 'update'
      ? this.update(caller, api, sent)
      : this.assign(caller, api, sent);
  }

  /** What a product carries, in the order of the codes. */
  list({ gtin }: Sent): Expected {
    const wrong = wrongFields(this.kind.rules, [], { gtin });
    if (wrong.length > 0) return { error: 'validation_error', places: wrong };
    const carried = this.carried.get(padded(gtin));
    if (!carried) return { error: 'not_found', places: ['gtin'] };
    return { status: 200, shown: inOrderOfCodes(carried) };
  }

  /** One assignment of a product, which the REST API shows to every caller. */
  get(sent: Sent): Expected {
    const wrong = this.wrongFields(sent);
    if (wrong.length > 0) return { error: 'validation_error', places: wrong };
    const carried = this.carried.get(padded(sent.gtin));
    if (!carried) return { error: 'not_found', places: ['gtin'] };
    const code = this.assignableOf(sent)?.code;
    const held = code === undefined ? undefined : carried.get(code);
    if (code === undefined || !held) return { error: 'not_found', places: [this.kind.idField] };
    return { status: 200, shown: [[code, held]] };
  }

  /** The refusals that all writes share, in the contract's order; else the pair that is meant. */
  private find(
    caller: Caller,
    api: Api,
    sent: Sent,
  ):
    | { error: string; places?: readonly string[] }
    | { gtin: string; assignable: Assignable; held: Held | undefined } {
    // GraphQL coerces the whole input before any field, and so the service, runs.
    if (api === 'graphql' && this.breaksGraphqlTypes(sent)) return { error: 'validation_error' };
    if (caller === 'readonly') return { error: 'forbidden' };
    const wrong = this.wrongFields(sent);
    if (wrong.length > 0) return { error: 'validation_error', places: wrong };
    if (endsBeforeItBegins({ ...this.kind.blank, ...this.changesOf(sent) })) {
      return { error: 'validation_error', places: ['expirationDate'] };
    }
    const gtin = padded(sent.gtin);
    const carried = this.carried.get(gtin);
    if (!carried) return { error: 'not_found', places: ['gtin'] };
    if (gtin === foreignGtin) return { error: 'forbidden' };
    const assignable = this.assignableOf(sent);
    if (!assignable) return { error: 'not_found', places: [this.kind.idField] };
    return { gtin, assignable, held: carried.get(assignable.code) };
  }

  private wrongFields(sent: Sent): string[] {
    return wrongFields(this.kind.rules, ['gtin', this.kind.idField], sent);
  }

  /** Whether GraphQL's type system refuses the input before the domain sees it. */
  private breaksGraphqlTypes(sent: Sent): boolean {
    return !('gtin' in sent) || wrongFields(this.kind.graphqlTypes, [], sent).length > 0;
  }

  private assignableOf(sent: Sent): Assignable | undefined {
    const id = sent[this.kind.idField];
    return this.kind.assignables.find(({ uuid, short }) => uuid === String(id).toLowerCase() || short === id);
  }

  /** The values that are set, apart from metadata, which is merged. */
  private changesOf(sent: Sent): Readonly<Record<string, Held[string]>> {
    const names = this.kind.settable.filter((name) => name in sent && name !== 'metadata');
    return Object.fromEntries(names.map((name) => [name, sent[name]])) as Record<string, Held[string]>;
  }

  private record(gtin: string, entry: HistoryEntry): Expected {
    const { action, code, after } = entry;
    this.history.get(gtin)?.push(entry);
    if (after) this.carried.get(gtin)?.set(code, after);
    else this.carried.get(gtin)?.delete(code);
    return {
      status: { ASSIGNED: 201, UPDATED: 200, REMOVED: 204 }[action],
      shown: after ? [[code, after]] : [],
    };
  }
}

/** Names of the fields in which two states differ; one that is absent holds nothing. */
export function changedFields(
  { settable }: Kind,
  before: Held | undefined,
  after: Held | undefined,
): string[] {
  const text = (held: Held | undefined, field: string) => JSON.stringify(textOf(held, field));
  return settable.filter((field) => text(before, field) !== text(after, field));
}

/** What history shows of a field: null for nothing, items between blanks, metadata as sorted entries. */
export function textOf(held: Held | undefined, field: string): string | null | [string, string][] {
  if (!held) return null;
  if (field === 'metadata') return held.metadata.size === 0 ? null : sortedEntries(held.metadata);
  const value = held[field] as string | null | readonly string[];
  return (typeof value === 'string' || value === null ? value : value.join(' ')) || null;
}

/** Entries by key, so that maps can be compared whatever their order. */
export function sortedEntries(entries: Iterable<readonly [string, string]>): [string, string][] {
  return [...entries]
    .map(([key, value]): [string, string] => [key, value])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a product carries in the order of lists: by the code points of the codes. */
export function inOrderOfCodes(carried: ReadonlyMap<string, Held>): [string, Held][] {
  return [...carried].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Null and `{}` clear; otherwise keys are merged, and an empty value takes its key out. */
function merged(held: ReadonlyMap<string, string>, sent: unknown): ReadonlyMap<string, string> {
  const entries = Object.entries((sent ?? {}) as Record<string, string>);
  if (entries.length === 0) return new Map();
  return new Map(
    [...held, ...entries].filter(([key]) => !entries.some(([k, value]) => k === key && value === '')),
  );
}

function endsBeforeItBegins({ validFrom, expirationDate }: Held): boolean {
  return validFrom !== null && expirationDate !== null && expirationDate < validFrom;
}

function padded(gtin: unknown): string {
  return `00000000000000${gtin}`.slice(-14);
}
