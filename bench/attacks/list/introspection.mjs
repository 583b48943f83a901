import { getIntrospectionQuery } from 'graphql';
import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

const FULL = getIntrospectionQuery({ inputValueDeprecation: true });
const FRAGMENTS = FULL.slice(FULL.indexOf('fragment'));
const SCHEMA = `__schema { types { ...FullType } directives { name description locations args { ...InputValue } } }`;

/** As deep as graphql-js permits: it limits nested fields, but neither arguments nor enum values. */
const NESTED =
  '__schema { types { fields { type { ...F ofType { ...F ofType { ...F ofType { ...F } } } } } } }';
const NESTED_FRAGMENTS = `
  fragment F on __Type { fields(includeDeprecated: true) { name description
    args { name description type { ...E ofType { ...E ofType { ...E } } } }
    type { ...E ofType { ...E ofType { ...E } } } } }
  fragment E on __Type { kind name description enumValues { name description } }`;

/** The largest answer that needs no credential. */
export function twoIntrospections(i) {
  return graphql(`{ ${repeated(2, (n) => `s${n}: ${SCHEMA}`)} } ${FRAGMENTS} #${i}`);
}

/** Attacks by introspection, which needs no credential. */
export const introspectionAttacks = [
  {
    name: 'introspection',
    about: 'the full introspection query of graphql-js once',
    key: 'anonymous',
    request: (i) => graphql(`${FULL} #${i}`),
  },
  {
    name: 'aliased-introspection',
    about: 'the full introspection query under 50 aliases',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(50, (n) => `s${n}: ${SCHEMA}`)} } ${FRAGMENTS} #${i}`),
  },
  {
    name: 'two-introspections',
    about: 'the full introspection query under two aliases, which the limit of cost permits',
    key: 'anonymous',
    request: twoIntrospections,
  },
  {
    name: 'cached-introspection-burst',
    about: 'the same document, which is cached, 250 times at once from one key',
    key: 'editor',
    times: 3,
    group: 250,
    request: () => twoIntrospections(1),
  },
  {
    name: 'nested-introspection',
    about: 'types of fields of types of fields within what graphql-js permits',
    key: 'anonymous',
    request: (i) => graphql(`{ ${NESTED} } ${NESTED_FRAGMENTS} #${i}`),
  },
  {
    name: 'aliased-nested-introspection',
    about: 'the same under 50 aliases',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(50, (n) => `s${n}: ${NESTED}`)} } ${NESTED_FRAGMENTS} #${i}`),
  },
  {
    name: 'inner-aliases-of-introspection',
    about: 'one list of types with 50 aliases of the descriptions of arguments',
    key: 'anonymous',
    request: (i) =>
      graphql(
        `{ __schema { types { fields { args { ${repeated(49, (n) => `d${n}: description`)} } } } } } #${i}`,
      ),
  },
];
