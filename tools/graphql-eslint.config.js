import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';

// ESLint runs in the folder above: it passes over files that lie outside of its working directory.
const schema = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** Object types without an id: answers that wrap nodes, and values that are not nodes. */
const withoutId = {
  types: [
    'PageInfo',
    'Quota',
    'FieldChange',
    'CertificationFieldChange',
    'ProductFacets',
    'Problem',
    'ProblemDetail',
  ],
  suffixes: ['Connection', 'Edge', 'Payload', 'Facet', 'Result'],
};

export default [
  {
    files: ['**/*.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
      // A certification is issued by a certification body: the field has the name of its type.
      '@graphql-eslint/no-typename-prefix': 'off',
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: withoutId }],
    },
  },
];
