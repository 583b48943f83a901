/** Members that say something to people: no part of a document's structure. */
const PROSE = new Set(['description', 'summary', 'title', 'example', 'examples']);

/** Members whose own members have names of their own, of which none is prose. */
const MAPS = new Set([
  'properties',
  'schemas',
  'responses',
  'headers',
  'paths',
  'securitySchemes',
  'content',
]);

/** A part of an OpenAPI document without its prose, as JSON Pointers and the values at them. */
export function structureOf(part: unknown, place = '', isMap = false): Map<string, unknown> {
  if (typeof part !== 'object' || part === null) return new Map([[place, part]]);
  // An empty schema or list says something too, by being there.
  const structure = new Map<string, unknown>([[place, Array.isArray(part) ? '[…]' : '{…}']]);
  for (const [key, value] of Object.entries(part)) {
    if (PROSE.has(key) && !isMap) continue;
    const escaped = key.replaceAll('~', '~0').replaceAll('/', '~1');
    for (const entry of structureOf(value, `${place}/${escaped}`, MAPS.has(key) && !isMap)) {
      structure.set(...entry);
    }
  }
  return structure;
}

/**
 * Where two structures differ, as `place: theirs → ours`; undefined is the side that does not have the place.
 * Of something that only one side has, the outermost place is told.
 */
export function differences(
  theirs: ReadonlyMap<string, unknown>,
  ours: ReadonlyMap<string, unknown>,
): string[] {
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((place) => theirs.get(place) !== ours.get(place))
    .filter((place) => {
      const parent = place.slice(0, place.lastIndexOf('/'));
      return theirs.has(parent) && ours.has(parent);
    })
    .map((place) => `${place}: ${show(theirs.get(place))} → ${show(ours.get(place))}`)
    .sort();
}

function show(value: unknown): string {
  return value === '{…}' || value === '[…]' ? String(value) : String(JSON.stringify(value));
}
