/** Texts one behind the other, made from their numbers. */
export const repeated = (count, text, separator = ' ') =>
  Array.from({ length: count }, (_, i) => text(i)).join(separator);
