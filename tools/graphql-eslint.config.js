import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';

// ESLint runs in the folder above: it passes over files that lie outside of its working directory.
const schema = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** Object types without an id: answers that wrap nodes, and values that are not nodes. */
const withoutId = {
  types: ['PageInfo', 'Quota', 'FieldChange', 'ProductFacets'],
  suffixes: ['Connection', 'Edge', 'Payload', 'Facet'],
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
      '@graphql-eslint/strict-id-in-types': ['error', { exceptions: withoutId }],
    },
  },
];
