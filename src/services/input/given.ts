/** A filter without the members that are null: null and absent are the same. */
export function given<Filter extends object>(
  filter: Filter | null | undefined,
): { readonly [Member in keyof Filter]?: NonNullable<Filter[Member]> } {
  return Object.fromEntries(
    Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined),
  ) as { [Member in keyof Filter]?: NonNullable<Filter[Member]> };
}
