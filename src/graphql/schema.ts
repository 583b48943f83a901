import { type GraphQLObjectType, type GraphQLSchema, isAbstractType, isEnumType } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AssignCertificationResolver } from '../resolvers/assign-certification.js';
import { AssignCertificationsResolver } from '../resolvers/assign-certifications.js';
import { AssignClaimResolver } from '../resolvers/assign-claim.js';
import { AssignClaimsResolver } from '../resolvers/assign-claims.js';
import { CertificationResolver } from '../resolvers/certification.js';
import { CertificationAssignmentResolver } from '../resolvers/certification-assignment.js';
import { CertificationAssignmentEventResolver } from '../resolvers/certification-assignment-event.js';
import { CertificationBodyResolver } from '../resolvers/certification-body.js';
import { ClaimResolver } from '../resolvers/claim.js';
import { ClaimAssignmentResolver } from '../resolvers/claim-assignment.js';
import { ClaimAssignmentEventResolver } from '../resolvers/claim-assignment-event.js';
import { NodeResolver } from '../resolvers/node.js';
import { OrganizationResolver } from '../resolvers/organization.js';
import { ProductResolver } from '../resolvers/product.js';
import { ProductConnectionResolver, ProductFacetsResolver } from '../resolvers/product-facets.js';
import { RemoveCertificationAssignmentResolver } from '../resolvers/remove-certification-assignment.js';
import { RemoveClaimAssignmentResolver } from '../resolvers/remove-claim-assignment.js';
import { RemoveClaimAssignmentsResolver } from '../resolvers/remove-claim-assignments.js';
import { UpdateCertificationAssignmentResolver } from '../resolvers/update-certification-assignment.js';
import { UpdateClaimAssignmentResolver } from '../resolvers/update-claim-assignment.js';
import { ViewerResolver } from '../resolvers/viewer.js';
import { letMutationsTakeTurns } from './mutation-turns.js';
import { callResolversPlainly } from './plain-resolvers.js';
import { subgraphText } from './subgraph-text.js';

/**
 * Builds the GraphQL schema from the resolver classes.
 * @param isSubgraph whether routers of Apollo Federation 2 can use it.
 */
export async function buildGatewaySchema(isSubgraph = false): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      NodeResolver,
      ProductResolver,
      ProductConnectionResolver,
      ProductFacetsResolver,
      ClaimResolver,
      ClaimAssignmentResolver,
      OrganizationResolver,
      ClaimAssignmentEventResolver,
      ViewerResolver,
      AssignClaimResolver,
      UpdateClaimAssignmentResolver,
      RemoveClaimAssignmentResolver,
      AssignClaimsResolver,
      AssignCertificationsResolver,
      RemoveClaimAssignmentsResolver,
      CertificationResolver,
      CertificationBodyResolver,
      CertificationAssignmentResolver,
      CertificationAssignmentEventResolver,
      AssignCertificationResolver,
      UpdateCertificationAssignmentResolver,
      RemoveCertificationAssignmentResolver,
      // Loaded here, because type-graphql keeps what all loaded classes declare.
      ...(isSubgraph ? [(await import('../resolvers/federation.js')).FederationResolver] : []),
    ],
    // The services validate, once for both APIs.
    validate: false,
  });
  callResolversPlainly(schema);
  letMutationsTakeTurns(schema);
  shortenUnknownEnumValues(schema);
  // type-graphql wraps the function in an asynchronous one; records know their type at once.
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type))
      type.resolveType = (record: { readonly __typename: string }) => record.__typename;
  }
  // type-graphql has no place for these descriptions.
  schema.description =
    'Claims Gateway: products by GTIN, the catalogues of claims and certifications, the claims that products carry and the certifications that they hold.';
  describe(schema.getQueryType(), 'All queries. Everything but the schema needs a credential.');
  describe(
    schema.getMutationType(),
    'All changes. Publishable keys and the role `READONLY` cannot make any.',
  );
  if (isSubgraph) schema.extensions = { ...schema.extensions, subgraphText: subgraphText(schema) };
  return schema;
}

/** No value of an enum is longer. */
const MAX_ENUM_VALUE_LENGTH = 100;

/** graphql-js looks for values that are similar to an unknown one, which takes 60 ms for one of 460 KB. */
function shortenUnknownEnumValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type)) continue;
    const parse = type.parseValue;
    type.parseValue = (value, ...rest) =>
      parse.call(type, typeof value === 'string' ? value.slice(0, MAX_ENUM_VALUE_LENGTH) : value, ...rest);
  }
}

function describe(type: GraphQLObjectType | null | undefined, description: string): void {
  if (type) type.description = description;
}
