const escapes = /_x([0-9a-f]{4})_/gi;

/** A text of a workbook with the characters that XML cannot contain, which are written as `_xHHHH_` (ECMA-376, 22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text
    .replace(escapes, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toWellFormed();
}
