/** Pattern of a GTIN: 8 to 14 ASCII digits (docs/contract.md, "GTIN"). */
export const GTIN_PATTERN = '^[0-9]{8,14}$';

/** Pads a GTIN-8, -12 or -13 with zeros to the stored form, GTIN-14. The text must match the pattern. */
export function toGtin14(gtin: string): string {
  return gtin.padStart(14, '0');
}

/**
 * Whether the check digit is valid (GS1: weights 3 and 1 from the right). The contract requires no valid one; imports
 * warn about an invalid one.
 */
export function hasValidCheckDigit(gtin14: string): boolean {
  let sum = 0;
  for (let i = 0; i < 14; i++) sum += (gtin14.charCodeAt(i) - 48) * (i % 2 === 0 ? 3 : 1);
  return sum % 10 === 0;
}
