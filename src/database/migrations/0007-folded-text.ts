import { Migration } from '@mikro-orm/migrations';
import { inParts, type LetterPairs, letterPairs } from './letter-case.js';
import { accents, wordCharacters } from './word-characters.js';

/** Letters of everyday alphabets, by script: Latin, Greek, Cyrillic. */
const everyday = [
  letterPairs((point) => point < 0x180),
  letterPairs((point) => point >= 0x391 && point < 0x400),
  letterPairs((point) => point >= 0x400 && point < 0x430),
];

/** All others, in parts: `translate` compares each letter of a text with all of its own. */
const others = inParts(letterPairs((point) => point >= 0x180 && (point < 0x391 || point >= 0x430)));

const lettersOf = (pairs: readonly LetterPairs[]) => pairs.map(({ from }) => from).join('');

/** Folds the letters of these pairs that `folded` contains. A regular expression finds them far faster. */
const translateLetters = (pairs: readonly LetterPairs[]) =>
  pairs
    .map(
      ({ from, to }) =>
        `if folded ~ '[${from}]' then folded := translate(folded, '${from}', '${to}'); end if;`,
    )
    .join('\n          ');

/** Folds the case of `folded`, a decomposed text. */
const foldCase = `
        folded := lower(folded);
        if folded ~ '[${lettersOf([...everyday, ...others])}]' then
          ${translateLetters(everyday)}
          if folded ~ '[${lettersOf(others)}]' then
          ${translateLetters(others)}
          end if;
        end if;
        if folded ~ '[ßẞ]' then folded := replace(replace(folded, 'ß', 'ss'), 'ẞ', 'ss'); end if;`;

/** Letters that Unicode does not take for one with an accent, although readers do. */
const stroked = { from: 'øłđħŧı', to: 'oldhti' };

/**
 * Letter case and words by Unicode, independent of the database's locale (docs/adr/0025-text-by-unicode.md), with
 * indexes beside those that older instances use. The functions use nothing but what every PostgreSQL has for UTF-8,
 * call no others of ours, so that they work under any `search_path`, and contain no escapes whose meaning depends on
 * settings of the session.
 */
export class FoldedText extends Migration {
  override up(): void {
    this.addSql(`
      create function fold_case(value text) returns text
      language plpgsql immutable strict parallel safe as $$
      declare
        folded text collate "C" := value;
      begin
        if octet_length(value) = char_length(value) then return lower(folded); end if;
        folded := normalize(folded, NFD);${foldCase}
        return normalize(folded, NFC);
      end $$;`);

    // A compatibility decomposition can be many times as long as its text; a lexeme has at most 2,046 bytes.
    this.addSql(`
      create function search_words(value text) returns tsvector
      language plpgsql immutable strict parallel safe as $$
      declare
        folded text collate "C" := value;
      begin
        if octet_length(value) = char_length(value) then
          folded := regexp_replace(lower(folded), '[^a-z0-9]+', ' ', 'g');
        else
          folded := regexp_replace(normalize(folded, NFKD), '[${accents}]+', '', 'g');${foldCase}
          if folded ~ '[${stroked.from}æœ]' then
            folded := translate(folded, '${stroked.from}', '${stroked.to}');
            folded := replace(replace(folded, 'æ', 'ae'), 'œ', 'oe');
          end if;
          folded := regexp_replace(folded, '[^a-z0-9${wordCharacters}]+', ' ', 'g');
        end if;
        if octet_length(folded) > 2000 then
          folded := regexp_replace(folded, '([^ ]{250})[^ ]+', E'\\\\1', 'g');
        end if;
        return array_to_tsvector(array_remove(string_to_array(folded, ' '), ''));
      end $$;`);

    this.addSql(`
      create index product_folded_brand_gtin_index on product ((fold_case(brand) collate "C"), gtin);`);
    this.addSql(`
      create index product_words_index on product using gin (search_words(name || ' ' || brand));`);
    this.addSql('analyze product;');
  }
}
