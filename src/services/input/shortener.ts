import type { InputSchema } from './input-schema.js';

/** Gives an input with texts cut; the same object when there is nothing to cut. */
export type Shortener = (input: unknown) => unknown;

/**
 * Cuts texts that are far too long for a schema, so that what counts their characters does not go through all of them:
 * an operation may give one text of 500 KB to hundreds of fields. They stay too long. Undefined for a schema that limits
 * no text.
 */
export function shortener({ maxLength, items, properties }: InputSchema): Shortener | undefined {
  if (typeof maxLength === 'number') return textShortener(maxLength);
  if (items) return listShortener(items as InputSchema);
  return properties ? memberShortener(properties as Readonly<Record<string, InputSchema>>) : undefined;
}

/** A character has at most two UTF-16 units; two more, because a cut may leave half of one. */
function textShortener(maxLength: number): Shortener {
  const units = 2 * maxLength + 2;
  return (input) =>
    typeof input === 'string' && input.length > units ? input.slice(0, units).toWellFormed() : input;
}

function listShortener(schema: InputSchema): Shortener | undefined {
  const shorten = shortener(schema);
  if (!shorten) return undefined;
  return (input) => {
    if (!Array.isArray(input) || input.every((item) => shorten(item) === item)) return input;
    return input.map((item) => shorten(item));
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
