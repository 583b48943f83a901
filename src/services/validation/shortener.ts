import type { InputSchema } from './fields.js';
import { MAX_ISSUES } from './issue.js';

/** Returns an input with shortened texts and objects; the same object if nothing is too long. */
export type Shortener = (input: unknown) => unknown;

/**
 * Cuts texts that are far too long for a schema, and objects and lists with too many members, so that the validator does not go
 * through all of them: an operation may give one text of 500 KB to hundreds of fields. They stay too long. Undefined for
 * a schema that limits none of them.
 */
export function shortener(schema: InputSchema): Shortener | undefined {
  const { maxLength, maxProperties, maxItems, items, properties, anyOf } = schema;
  if (typeof maxLength === 'number') return textShortener(maxLength);
  if (typeof maxProperties === 'number') return objectShortener(maxProperties);
  if (anyOf) return firstShortener(anyOf as readonly InputSchema[]);
  if (items) return listShortener(items as InputSchema, maxItems as number | undefined);
  return properties ? memberShortener(properties as Readonly<Record<string, InputSchema>>) : undefined;
}

/** A character has at most two UTF-16 units; two more, because a cut may leave half of one. */
function textShortener(maxLength: number): Shortener {
  const units = 2 * maxLength + 2;
  return (input) =>
    typeof input === 'string' && input.length > units ? input.slice(0, units).toWellFormed() : input;
}

/** As many members are left as faults are listed. They need not be cut: a body has few that are long. */
function objectShortener(maxProperties: number): Shortener {
  const count = Math.max(maxProperties + 1, MAX_ISSUES);
  return (input) => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
    const keys = Object.keys(input);
    if (keys.length <= count) return input;
    const members = input as Readonly<Record<string, unknown>>;
    return Object.fromEntries(keys.slice(0, count).map((key) => [key, members[key]]));
  };
}

/** Of alternatives, such as an object or null, one has texts or members. */
function firstShortener(schemas: readonly InputSchema[]): Shortener | undefined {
  for (const schema of schemas) {
    const shorten = shortener(schema);
    if (shorten) return shorten;
  }
  return undefined;
}

function listShortener(schema: InputSchema, maxItems = Number.POSITIVE_INFINITY): Shortener | undefined {
  const shortenItem = shortener(schema);
  if (!shortenItem && maxItems === Number.POSITIVE_INFINITY) return undefined;
  const shorten = shortenItem ?? ((item: unknown) => item);
  return (input) => {
    if (!Array.isArray(input)) return input;
    const items = input.length > maxItems ? input.slice(0, maxItems + 1) : input;
    return items.every((item) => shorten(item) === item) ? items : items.map((item) => shorten(item));
  };
}

function memberShortener(schemas: Readonly<Record<string, InputSchema>>): Shortener | undefined {
  const members = Object.entries(schemas).flatMap(([name, schema]) => {
    const shorten = shortener(schema);
    return shorten ? [{ name, shorten }] : [];
  });
  if (members.length === 0) return undefined;
  return (input) => {
    if (typeof input !== 'object' || input === null) return input;
    let result = input as Record<string, unknown>;
    for (const { name, shorten } of members) {
      const member = result[name];
      const short = shorten(member);
      if (short !== member) result = { ...result, [name]: short };
    }
    return result;
  };
}
