/** A format of dates beside ISO 8601. */
export interface DateFormat {
  /** As the operator has written it. */
  readonly name: string;
  /** Returns the date as `YYYY-MM-DD`, whether it exists or not; undefined for a text of another form. */
  read(text: string): string | undefined;
}

const PARTS = /^(DD|MM|YYYY)([./ -])(DD|MM|YYYY)\2(DD|MM|YYYY)$/;

/** A time of midnight, which spreadsheets and databases append to a date. */
const MIDNIGHT = '(?:[T ]0?0:00(?::00(?:\\.0+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?|,? 12:00(?::00)? ?AM)?';

const ISO = new RegExp(`^(\\d{4}-\\d{2}-\\d{2})${MIDNIGHT}$`, 'i');

/**
 * Returns the date of a text in ISO 8601 without a time or with that of midnight; undefined for a text of another form.
 */
export function isoDay(text: string): string | undefined {
  return ISO.exec(text)?.[1];
}

/**
 * Parses a format of day, month and year (`DD`, `MM`, `YYYY`) in any order with one separator: a full stop, a slash, a hyphen
 * or a blank. Days and months may have one digit. Undefined for any other text.
 */
export function parseDateFormat(name: string): DateFormat | undefined {
  const [, first, separator, second, third] = PARTS.exec(name.toUpperCase()) ?? [];
  if (first === undefined || second === undefined || third === undefined) return undefined;
  const order = [first, second, third];
  if (new Set(order).size !== 3) return undefined;
  const groups = order.map((part) => (part === 'YYYY' ? '(?<YYYY>\\d{4})' : `(?<${part}>\\d{1,2})`));
  const pattern = new RegExp(`^${groups.join(`\\${separator}`)}${MIDNIGHT}$`, 'i');
  return {
    name: name.toUpperCase(),
    read(text) {
      const { YYYY, MM, DD } = pattern.exec(text)?.groups ?? {};
      return YYYY && MM && DD ? `${YYYY}-${MM.padStart(2, '0')}-${DD.padStart(2, '0')}` : undefined;
    },
  };
}
