import type { JsonObject } from './json-schema.js';

/** A member of a body, or a parameter of a query: its name in the service and its description. */
export interface Member {
  readonly field: string;
  readonly title: string;
  readonly description: string;
  /** Value of an absent member. */
  readonly default?: string;
}

/** Members by their published names. */
export type Members = Readonly<Record<string, Member>>;

/** A service's input, by its own names. */
type Translated<Names extends Members> = {
  readonly [Name in keyof Names as Names[Name]['field']]?: unknown;
};

/** Translates published names into the service's. Members that are not named here are left out. */
export function translate<const Names extends Members>(
  members: Names,
  sent: Readonly<Record<string, unknown>>,
): Translated<Names> {
  const translated: Record<string, unknown> = {};
  for (const name in members) {
    if (Object.hasOwn(sent, name)) translated[(members[name] as Member).field] = sent[name];
  }
  return translated as Translated<Names>;
}

/**
 * Schemas of members, by their published names: those that the service validates with, and what there is to
 * say about them. An enumeration stays as it is, because it has a name of its own in the document.
 */
export function describedMembers(
  members: Members,
  fields: Readonly<Record<string, JsonObject>>,
): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, { field, ...annotations }]) => {
      const schema = fields[field] as JsonObject;
      return [name, { ...('enum' in schema ? { allOf: [schema] } : schema), ...annotations }];
    }),
  );
}
