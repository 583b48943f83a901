/** A filter whose members are not null. */
export type WithoutNulls<Filter> = { readonly [Member in keyof Filter]?: NonNullable<Filter[Member]> };

/** A filter without the members that are null: null and absent are the same. */
export function withoutNulls<Filter extends object>(filter: Filter | null | undefined): WithoutNulls<Filter> {
  return Object.fromEntries(
    Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined),
  ) as WithoutNulls<Filter>;
}
