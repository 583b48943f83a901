import { selectionOf, shownAs, shownByGraphql, shownByRest } from './apis.js';
import type { Kind } from './kind.js';
import {
  type Api,
  changedFields,
  type HistoryEntry,
  inOrderOfCodes,
  type Model,
  sortedEntries,
  textOf,
} from './model.js';
import { foreignGtin, gtins, type World } from './world.js';

/** Everything that the world's products carry and what happened to them, in one query. */
function everything(kind: Kind): string {
  const products = gtins.map(
    (gtin) => `p${gtin}: product(gtin: "${gtin}") {
      ${kind.list}(first: 100) { totalCount nodes { ${selectionOf(kind)} updatedAt } }
      ${kind.history}(first: 1) { totalCount nodes { action ${kind.field} { code } changes { field before after } } }
    }`,
  );
  return `{ ${products.join('\n')} }`;
}

/** When each assignment was last changed, by product and code. */
export type ChangeTimes = ReadonlyMap<string, string>;

/**
 * Expects that both APIs show what the model holds: what every product carries, in order, how many things
 * happened to it, and the latest of them with its changes. The REST API is asked for the product that the
 * latest request was about: one request for each would take most of the time.
 * @param before times of a look before the request.
 * @param changed what it changed: products and codes.
 * @returns the times of now.
 */
export async function expectStored(
  { gateway, keys, kind }: World,
  model: Model,
  { about, before, changed }: { about: string; before: ChangeTimes; changed: ReadonlySet<string> },
): Promise<ChangeTimes> {
  const asked = gtins.find((gtin) => gtin === about) ?? foreignGtin;
  const [atGraphql, atRest] = await Promise.all([
    gateway.graphql(everything(kind), { key: keys.editor }),
    gateway.rest('GET', `/products/${asked}/${kind.list}`, { key: keys.readonly }),
  ]);
  expect(shownByRest(kind, atRest.body)).toEqual(shownList(kind, model, asked, 'rest'));
  const times = new Map<string, string>();
  for (const gtin of gtins) {
    const { [kind.list]: list, [kind.history]: history } = atGraphql.body.data[`p${gtin}`];
    const entries = model.history.get(gtin) ?? [];
    expect({
      gtin,
      shown: shownByGraphql(kind, list.nodes),
      count: list.totalCount,
      // Of the product of another organization it is null, and nothing was written.
      history: history?.totalCount ?? 0,
      latest: (history?.nodes ?? []).map((entry: any) => shownEntry(kind, entry)),
    }).toEqual({
      gtin,
      shown: shownList(kind, model, gtin, 'graphql'),
      count: model.carried.get(gtin)?.size,
      history: entries.length,
      latest: entries.slice(-1).map((entry) => expectedEntry(kind, entry)),
    });
    for (const node of list.nodes) times.set(`${gtin} ${node[kind.field].code}`, node.updatedAt);
  }
  expectTimes(before, times, changed);
  return times;
}

function shownList(kind: Kind, model: Model, gtin: string, api: Api): [string, object][] {
  const owner = gtin === foreignGtin ? 'theirs' : 'ours';
  return inOrderOfCodes(model.carried.get(gtin) ?? new Map()).map(([code, held]) => [
    code,
    shownAs(kind, api, held, owner),
  ]);
}

/** What was not changed keeps its time; what was changed did not become older. */
function expectTimes(before: ChangeTimes, now: ChangeTimes, changed: ReadonlySet<string>): void {
  for (const [assignment, time] of before) {
    const current = now.get(assignment);
    if (changed.has(assignment) && current) expect(current >= time).toBe(true);
    else if (!changed.has(assignment))
      expect({ assignment, updatedAt: current }).toEqual({ assignment, updatedAt: time });
  }
}

function expectedEntry(kind: Kind, { action, code, before, after }: HistoryEntry): object {
  const changes = changedFields(kind, before, after).map((field) => ({
    field: field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
    before: textOf(before, field),
    after: textOf(after, field),
  }));
  return { action, code, changes };
}

function shownEntry({ field: of }: Kind, { action, changes, ...entry }: any): object {
  const read = (field: string, text: string | null) =>
    field === 'METADATA' && text !== null ? sortedEntries(Object.entries<string>(JSON.parse(text))) : text;
  return {
    action,
    code: entry[of].code,
    changes: changes.map(({ field, before, after }: any) => ({
      field,
      before: read(field, before),
      after: read(field, after),
    })),
  };
}
