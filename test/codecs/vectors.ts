import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The vectors of ids, GTINs and keys that every implementation of the contract agrees on. */

interface GtinVectors {
  readonly valid: readonly {
    readonly input: string;
    readonly gtin14: string;
    /** Null for lengths that GS1 does not know. */
    readonly check_digit_valid: boolean | null;
  }[];
  readonly invalid: readonly string[];
}

interface ShortIdVectors {
  readonly alphabet: string;
  readonly valid: readonly { readonly uuid: string; readonly short: string }[];
  readonly invalid: readonly { readonly text: string; readonly why: string }[];
}

interface ApiKeyVectors {
  readonly keys: readonly { readonly key: string; readonly well_formed: boolean; readonly why?: string }[];
}

export const gtins = read<GtinVectors>('gtin.json');
export const shortIds = read<ShortIdVectors>('shortuuid.json');
export const apiKeys = read<ApiKeyVectors>('api-keys.json');

/** Short forms of 2^128 and more: well-formed, but they name nothing. */
export const overflowingShortIds = shortIds.invalid.flatMap(({ text, why }) =>
  why.includes('2^128') ? [text] : [],
);

/** What is no id in either form. */
export const malformedIds = shortIds.invalid.flatMap(({ text }) =>
  overflowingShortIds.includes(text) ? [] : [text],
);

function read<Vectors>(name: string): Vectors {
  return JSON.parse(readFileSync(resolve('test/vectors', name), 'utf8'));
}
