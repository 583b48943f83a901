/** An id as it is given: the short form of a UUID. */
export const shortIdSchema = {
  type: 'string',
  format: 'shortuuid',
  minLength: 22,
  maxLength: 22,
  pattern: '^[23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz]{22}$',
} as const;
