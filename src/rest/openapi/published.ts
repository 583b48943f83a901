import type { Json, JsonObject } from '../json-schema.js';

/** JSON Schema's words for a text without NUL and without lone surrogates. */
const TEXT_PATTERN = '^[^\\u0000\\uD800-\\uDFFF]*$';

/**
 * What stands for the formats that only the services know. A URL is documented as `uri`: the services also
 * take one with letters beyond ASCII, as browsers do.
 */
const formats: Readonly<Record<string, JsonObject>> = {
  text: { pattern: TEXT_PATTERN },
  'evidence-url': {
    anyOf: [
      { const: '' },
      {
        type: 'string',
        format: 'uri',
        pattern: '^[Hh][Tt][Tt][Pp][Ss]?://(?![/\\\\])[^\\s\\u0000-\\u001F\\u007F-\\u009F\\uD800-\\uDFFF]+$',
      },
    ],
  },
};

/**
 * A part of the document as it is published. Schemas that have a name become references to it; formats that
 * only the services know become standard JSON Schema; nothing else changes.
 */
export function published(part: Json, names: ReadonlyMap<unknown, string>): Json {
  const name = names.get(part);
  return name === undefined ? publishedWhole(part, names) : { $ref: `#/components/schemas/${name}` };
}

/** The same for a schema that is published under its own name. */
export function publishedWhole(part: Json, names: ReadonlyMap<unknown, string>): Json {
  if (Array.isArray(part)) return part.map((item) => published(item, names));
  if (typeof part !== 'object' || part === null) return part;
  const { format, ...members } = part as JsonObject;
  const translated = typeof format === 'string' ? formats[format] : undefined;
  return Object.fromEntries(
    Object.entries(translated ? { ...members, ...translated } : part).map(([key, value]) => [
      key,
      key === 'pattern' && typeof value === 'string' ? spelled(value) : published(value, names),
    ]),
  );
}

/** One class of characters in two spellings, of which the published specification uses the second. */
function spelled(pattern: string): string {
  return pattern.replaceAll('[0-9]', '\\d');
}
