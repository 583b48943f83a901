import { getIntrospectionQuery } from 'graphql';
import { graphql } from '../../servers/graphql.mjs';
import { repeated } from '../repeated.mjs';

const TYPES = `types { kind name description
  fields(includeDeprecated: true) { name description isDeprecated deprecationReason
    args(includeDeprecated: true) { name description defaultValue type { name ofType { name ofType { name } } } }
    type { kind name ofType { kind name ofType { kind name } } } }
  inputFields(includeDeprecated: true) { name description type { name ofType { name } } defaultValue }
  interfaces { name } enumValues(includeDeprecated: true) { name description } possibleTypes { name } }`;

/** Deeper by arguments and enum values, which graphql-js's rule on nested lists does not count. */
const NESTED = `types { fields { type { fields { args { type { ofType { name inputFields { name description
  type { ofType { enumValues { name description } } } } } } } } } } }`;

/** Attacks by introspection, which needs no credential. */
export const introspectionAttacks = [
  {
    name: 'introspection',
    about: 'the full introspection query of graphql-js once',
    key: 'anonymous',
    request: (i) => graphql(`${getIntrospectionQuery({ inputValueDeprecation: true })} #${i}`),
  },
  {
    name: 'aliased-introspection',
    about: 'all types and fields under 50 aliases',
    key: 'anonymous',
    request: (i) => graphql(`{ ${repeated(50, (n) => `s${n}: __schema { ${TYPES} }`)} } #${i}`),
  },
  {
    name: 'aliased-introspection-by-fragment',
    about: 'all types under 50 aliases by one fragment',
    key: 'anonymous',
    request: (i) =>
      graphql(
        `{ ${repeated(50, (n) => `s${n}: __schema { ...S }`)} } fragment S on __Schema { ${TYPES} } #${i}`,
      ),
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
