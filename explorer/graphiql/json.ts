/** A value as it stands in the editors. */
export const json = (value: object) => JSON.stringify(value, null, 2);
