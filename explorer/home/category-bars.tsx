import type { CategoryCount } from './overview-data.ts';

/** Bars of counts by category, the greatest first. The numbers are text as well. */
export function CategoryBars({
  counts,
  labelledBy,
}: {
  counts: readonly CategoryCount[];
  labelledBy: string;
}) {
  const greatest = Math.max(1, ...counts.map(({ count }) => count));
  return (
    <ul className="bars" aria-labelledby={labelledBy}>
      {counts.map(({ category, count }) => (
        <li key={category}>
          <span>{categoryName(category)}</span>
          <span className="track" aria-hidden="true">
            <span className="bar" style={{ inlineSize: `${(100 * count) / greatest}%` }} />
          </span>
          <strong>{count.toLocaleString('en')}</strong>
        </li>
      ))}
    </ul>
  );
}

/** "ALLERGEN_FREE" → "Allergen free" */
function categoryName(category: string): string {
  const words = category.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Counts entries by their category, the greatest first. */
export function countByCategory(categories: readonly string[]): CategoryCount[] {
  const counts = new Map<string, number>();
  for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts]
    .map(([category, count]) => ({ category, count }))
    .sort((one, other) => other.count - one.count || one.category.localeCompare(other.category));
}
