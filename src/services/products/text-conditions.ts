import type { Conditions } from '../pagination/conditions.js';
import { asciiPart, asciiWords, gtinOf } from './search-text.js';

/** What is searched, and its words, which an index contains under the same expression. */
const names = `(p.name || ' ' || p.brand)`;
const searchable = `search_words${names}`;

/** Every word of the text from its beginning. */
const wordPrefixes = (text: string) =>
  `(replace(nullif(search_words(${text})::text, ''), ''' ''', ''':* & ''') || ':*')::tsquery`;

/**
 * Adds the condition that products `p` have the words of a text, or are the product whose GTIN it is. Either way has an index,
 * and PostgreSQL puts both together.
 */
export function addText(conditions: Conditions, text: string): void {
  const gtin = gtinOf(text);
  const byGtin = gtin === undefined ? undefined : `p.gtin = ${conditions.placeholder(gtin)}`;
  const words = asciiWords(text);
  // What needs no function of the database is planned sooner.
  const value = words ? words.map((word) => `${word}:*`).join(' & ') : text;
  conditions.add(value, (placeholder) => {
    const byWords = `${searchable} @@ ${words ? `${placeholder}::tsquery` : wordPrefixes(placeholder)}`;
    return byGtin === undefined ? byWords : `(${byGtin} or ${byWords})`;
  });
}

/**
 * Adds a condition that follows from that on the words, for lists in whose order PostgreSQL looks for words that many
 * products have: cutting each product's words anew takes many times as long. It must not make the planner expect fewer
 * rows, which holds for the inequality.
 */
export function ruleOutOthers(conditions: Conditions, text: string): void {
  const part = gtinOf(text) === undefined ? asciiPart(text) : undefined;
  if (part === undefined) return;
  conditions.add(
    part,
    (placeholder) => `(octet_length(${names}) <> char_length(${names})
  or position(${placeholder} in lower(${names} collate "C")) > 0)`,
  );
}
