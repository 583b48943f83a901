import type { InputSchema } from './input-schema.js';

/**
 * The input with the texts cut that are far too long, so that what counts their characters does not go through all of
 * them: an operation may give one text of 500 KB to hundreds of fields. They stay too long. What is not cut is the
 * same object.
 */
export function shortened(input: unknown, schema: InputSchema): unknown {
  if (typeof input === 'string') return shortenedText(input, schema.maxLength);
  if (typeof input !== 'object' || input === null) return input;
  if (Array.isArray(input)) {
    const { items } = schema;
    return items ? shortenedItems(input, items as InputSchema) : input;
  }
  const { properties } = schema;
  return properties ? shortenedMembers(input, properties as Record<string, InputSchema>) : input;
}

/** A character has at most two UTF-16 units; one more, because a cut may leave half of the last one. */
function shortenedText(text: string, maxLength: unknown): string {
  if (typeof maxLength !== 'number' || text.length <= 2 * maxLength + 2) return text;
  return text.slice(0, 2 * maxLength + 2).toWellFormed();
}

function shortenedItems(items: readonly unknown[], schema: InputSchema): readonly unknown[] {
  let result: unknown[] | undefined;
  for (const [i, item] of items.entries()) {
    const short = shortened(item, schema);
    if (short === item) continue;
    result ??= [...items];
    result[i] = short;
  }
  return result ?? items;
}

function shortenedMembers(input: object, schemas: Readonly<Record<string, InputSchema>>): object {
  let result: Record<string, unknown> | undefined;
  for (const [name, schema] of Object.entries(schemas)) {
    const member = (input as Record<string, unknown>)[name];
    const short = shortened(member, schema);
    if (short === member) continue;
    result ??= { ...input };
    result[name] = short;
  }
  return result ?? input;
}
