/**
 * The numbers of rows of so many lists, in their order, by the places of the lists from 1 on. A list without rows has no
 * row here.
 */
export function countsByPlace(
  rows: readonly { readonly place: string; readonly count: string }[],
  lists: number,
): number[] {
  const counts = new Array<number>(lists).fill(0);
  for (const { place, count } of rows) counts[Number(place) - 1] = Number(count);
  return counts;
}
