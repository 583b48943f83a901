import type { GraphQLResolveInfo } from 'graphql';

/** A path in the response, as graphql-js stores it; undefined for the whole response. */
export type Path = GraphQLResolveInfo['path'] | undefined;

/** The path of the field whose list, or list of lists, contains an item. */
export function fieldOf(path: Path): Path {
  let place = path;
  while (place && place.typename === undefined) place = place.prev;
  return place;
}

/** The keys of a path, as responses contain them. */
export function pathToArray(place: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let path = place; path !== undefined; path = path.prev) keys.push(path.key);
  return keys.reverse();
}
