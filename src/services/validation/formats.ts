/** A text that PostgreSQL can store and every reader can decode: no NUL, no lone surrogate. */
export function isText(value: string): boolean {
  return !value.includes('\0') && value.isWellFormed();
}

/** A real day of the Gregorian calendar as `YYYY-MM-DD`, from year 1 on. */
export function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || value < '0001') return false;
  const day = Number(value.slice(8));
  // Every month has the first 28; only what lies beyond needs the calendar.
  if (day >= 1 && day <= 28) return /^.{5}(?:0[1-9]|1[0-2])/.test(value);
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** No white space, no control character, and a host at once: parsers would skip further slashes. */
const HTTP_URL = /^https?:\/\/(?![/\\])[^\s\p{Cc}]+$/iu;

/** Empty, or an absolute http or https URL. */
export function isEvidenceUrl(value: string): boolean {
  return value === '' || (HTTP_URL.test(value) && isText(value) && URL.canParse(value));
}
