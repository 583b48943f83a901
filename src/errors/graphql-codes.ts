import { registry } from './registry.js';

/** Code of a failure in the GraphQL API: `extensions.code`. */
export type GraphqlCode = (typeof registry)[keyof typeof registry]['graphqlCode'];

/** Every code, in the order of the registry, with its title. */
export const graphqlCodes: readonly { readonly code: GraphqlCode; readonly title: string }[] = Object.values(
  registry,
).map(({ graphqlCode, title }) => ({ code: graphqlCode, title }));
