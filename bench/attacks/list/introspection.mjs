import { getIntrospectionQuery } from 'graphql';
import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

const FULL = getIntrospectionQuery({ inputValueDeprecation: true });
const FRAGMENTS = FULL.slice(FULL.indexOf('fragment'));
const SCHEMA = `__schema { types { ...FullType } directives { name description locations args { ...InputValue } } }`;

/** Deeper by arguments and enum values, which graphql-js's rule on nested lists does not count. */
const NESTED = `types { fields { type { fields { args { type { ofType { name inputFields { name description
  type { ofType { enumValues { name description } } } } } } } } } } }`;

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
    name: 'nested-introspection',
    about: 'types of fields of types of fields within what graphql-js permits',
    key: 'anonymous',
    request: (i) => graphql(`{ __schema { ${NESTED} } } #${i}`),
  },
  {
    name: 'aliased-nested-introspection',
    about: 'the same under 20 aliases',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(20, (n) => `s${n}: __schema { ${NESTED} }`)} } #${i}`),
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
