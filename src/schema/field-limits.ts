/** How often one caller may ask one instance for a field, beside the quota of its requests. */
export interface FieldLimit {
  /** Maximum number of calls within `seconds`. */
  readonly max: number;
  /** Length of the window, which slides: a call leaves it that long after it was made. */
  readonly seconds: number;
}

/** Every limit of a field. Limits stay small: each call within one is stored with its time. */
export const fieldLimits = {
  /** Lists of products with `filter.text`. */
  productText: { max: 120, seconds: 60 },
} as const satisfies Record<string, FieldLimit>;

export type FieldLimitName = keyof typeof fieldLimits;

/** A limit as descriptions and refusals name it: `30 times a minute`. */
export function inWords({ max, seconds }: FieldLimit): string {
  return `${max} times ${seconds === 60 ? 'a minute' : `in ${seconds} seconds`}`;
}
