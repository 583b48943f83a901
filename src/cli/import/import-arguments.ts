import { InvalidArgumentError } from 'commander';
import { type DateFormat, parseDateFormat } from './cells/date-format.js';

/** Adds a pair of `--map column=header` to the earlier ones. */
export function columnArgument(
  text: string,
  previous: ReadonlyMap<string, string> = new Map(),
): ReadonlyMap<string, string> {
  const equals = text.indexOf('=');
  const column = text.slice(0, equals).trim();
  const header = text.slice(equals + 1).trim();
  if (equals === -1 || column === '' || header === '') {
    throw new InvalidArgumentError('It must be column=header, such as gtin=EAN.');
  }
  if (previous.has(column)) throw new InvalidArgumentError(`It must name ${column} once only.`);
  return new Map([...previous, [column, header]]);
}

const delimiterNames: ReadonlyMap<string, string> = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['\\t', '\t'],
  ['pipe', '|'],
]);

/** Parses the character between the cells of CSV, or its name. */
export function delimiterArgument(text: string): string {
  const delimiter = delimiterNames.get(text.toLowerCase()) ?? text;
  if (!/^[\t -~]$/.test(delimiter) || /["\w]/.test(delimiter)) {
    throw new InvalidArgumentError('It must be one character such as ";", or comma, semicolon, tab or pipe.');
  }
  return delimiter;
}

/** Parses the name of an encoding. */
export function encodingArgument(text: string): string {
  try {
    return new TextDecoder(text).encoding;
  } catch {
    throw new InvalidArgumentError('It must be an encoding such as windows-1252, utf-8 or utf-16le.');
  }
}

/** Parses a format of dates. */
export function dateFormatArgument(text: string): DateFormat {
  const format = parseDateFormat(text);
  if (!format) {
    throw new InvalidArgumentError('It must be made of DD, MM and YYYY, such as DD.MM.YYYY or MM/DD/YYYY.');
  }
  return format;
}
