/**
 * Metadata without the keys that have an empty value, which stores nothing where there is nothing to delete yet. `__proto__`
 * is a key like any other.
 */
export function withoutEmptyValues(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== ''));
}
