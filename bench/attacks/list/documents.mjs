import { gtinOf } from '../../database/catalogue.mjs';
import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

/** A selection of 17 fields, as front ends have it. */
const ORDINARY = `id gtin name brand createdAt organization { name }
  claims(first: 5) { totalCount nodes { id source validFrom expirationDate isActive createdAt claim { code label category } } }`;

/** Attacks on what is kept for documents: parsing, validation, caches. */
export const documentAttacks = [
  {
    name: 'many-operations',
    about: '1,990 operations in one document of 46 KB, another comment each time, without a credential',
    key: 'anonymous',
    times: 60,
    request: (i) => graphqlNamed(`#${i}\n${repeated(1_990, (n) => `query o${n} {__typename}`, '\n')}`, 'o0'),
  },
  {
    name: '50-operations',
    about:
      '50 operations of 20 aliased fields each in one document, another comment each time, without a credential',
    key: 'anonymous',
    times: 60,
    request: (i) =>
      graphqlNamed(
        `#${i}\n${repeated(50, (n) => `query o${n} {${repeated(20, (a) => `a${a}:__typename`)}}`, '\n')}`,
        'o0',
      ),
  },
  {
    name: 'many-ordinary-documents',
    about: '7,000 ordinary documents of 17 fields that differ by an inlined GTIN, from 35 keys',
    key: 'editor',
    times: 35,
    group: 200,
    atOnce: 4,
    request: (i) => graphql(`{ product(gtin: "${gtinOf(i)}") { ${ORDINARY} } }`),
  },
  {
    name: 'many-large-documents',
    about: 'documents of 5,900 tokens that differ by a comment, with a key',
    key: 'editor',
    times: 100,
    request: (i) => graphql(`{ #${i}\n${repeated(1_480, () => 'viewer { role }')} }`),
  },
  {
    name: 'long-comment',
    about: 'a document with a comment of 450 KB, another one each time, without a credential',
    key: 'anonymous',
    times: 40,
    request: (i) => graphql(`{ __typename } #${i}${'c'.repeat(450_000)}`),
  },
  {
    name: 'long-string-literal',
    about: 'a string literal of 450 KB in a document, another one each time',
    key: 'editor',
    times: 40,
    request: (i) =>
      graphql(`{ claims(first: 1, filter: { label: "${i}${'s'.repeat(450_000)}" }) { nodes { code } } }`),
  },
  {
    name: 'escapes-in-literals',
    about: 'a default of 66,000 escapes in a document of 198,000 characters, another one each time',
    key: 'anonymous',
    times: 58,
    request: (i) =>
      graphql(`query q${i}($a: String = "${'x\\n'.repeat(65_900)}") { __type(name: $a) { name } }`, {
        a: 'Product',
      }),
  },
  {
    name: 'block-string-literal',
    about: 'a block string of 60,000 lines in a document',
    key: 'editor',
    request: (i) => graphql(`{ claimByCode(code: """${i}${'  x\n'.repeat(60_000)}""") { code } }`),
  },
  {
    name: 'list-literal',
    about: 'a list of 5,900 GTINs in a document',
    key: 'editor',
    request: (i) =>
      graphql(
        `{ products(filter: { gtins: [${repeated(5_900, (n) => `"${10_000_000 + n}"`)}] }) { nodes { gtin } } } #${i}`,
      ),
  },
  {
    name: 'nested-list-literal',
    about: 'a literal of 2,900 nested lists',
    key: 'anonymous',
    request: (i) => graphql(`{ product(gtin: ${'['.repeat(2_900)}${']'.repeat(2_900)}) { gtin } } #${i}`),
  },
  {
    name: 'nested-selections',
    about: 'a document of 1,980 nested fields',
    key: 'anonymous',
    request: (i) => graphql(`${'{ a '.repeat(1_980)}${'}'.repeat(1_980)} #${i}`),
  },
  {
    name: 'unused-variables',
    about: '1,480 variables that no field uses',
    key: 'anonymous',
    request: (i) => graphql(`query q${i}(${repeated(1_480, (n) => `$v${n}: Int`)}) { __typename }`),
  },
  {
    name: 'repeated-directives',
    about: '840 times the directive @skip on one field',
    key: 'anonymous',
    request: (i) => graphql(`{ __typename ${'@skip(if: false) '.repeat(840)} } #${i}`),
  },
  {
    name: 'repeated-arguments',
    about: '1,960 times the same argument',
    key: 'anonymous',
    request: (i) => graphql(`{ products(${'first: 1 '.repeat(1_960)}) { nodes { gtin } } } #${i}`),
  },
  {
    name: 'unknown-fields',
    about: '5,900 unknown fields, each similar to known ones',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(5_900, (n) => `prodcts${n}`)} } #${i}`),
  },
  {
    name: 'unknown-types',
    about: '980 fragments on unknown types',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(980, (n) => `... on Produkt${n} { a }`)} } #${i}`),
  },
  {
    name: 'unknown-enum-values',
    about: '400 unknown values of enums, each similar to known ones',
    key: 'anonymous',
    request: (i) =>
      graphql(
        `{ ${repeated(400, (n) => `claims(filter: { category: DIETARX${n} }) { totalCount }`)} } #${i}`,
      ),
  },
  {
    name: 'syntax-error',
    about: 'a syntax error at the end of a document of 450 KB',
    key: 'anonymous',
    request: (i) => graphql(`{ __typename ${`#${i}\n`.repeat(90_000)} ?`),
  },
  {
    name: 'skipped-field',
    about: '`{ viewer @skip(if: true) { role } }`, which must be answered with empty data',
    key: 'editor',
    request: () => graphql('{ viewer @skip(if: true) { role } }'),
    check: ({ status, start }) =>
      status === 200 && /^\{"data":\{\}[,}]/.test(start)
        ? undefined
        : `answered ${status} ${start.slice(0, 80)}`,
  },
];

function graphqlNamed(query, operationName) {
  const request = graphql('');
  return { ...request, body: JSON.stringify({ query, operationName }) };
}
