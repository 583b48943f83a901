import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import { shortId } from '../codecs/short-id.js';
import { Connection } from '../schema/connections/connection-type.js';
import { ClaimAssignmentConnection, ClaimConnection } from '../schema/connections/connections.js';
import { ClaimAssignmentsArgs, ClaimsArgs } from '../schema/inputs/list-args.js';
import { Claim } from '../schema/types/claim.js';
import { readAssignmentFilter } from '../services/assignments/assignment-filter.js';
import { claimAssignmentsOrdering } from '../services/assignments/list-claim-assignments.js';
import { findClaim, findClaimByCode } from '../services/claims/find-claims.js';
import { countClaims, listClaims } from '../services/claims/list-claims.js';
import { readPageRequest } from '../services/pagination/page-request.js';
import type { ClaimAssignmentRecord, ClaimRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';
import { selectsDetails } from './look-ahead/assignment-details.js';

@Resolver(() => Claim)
export class ClaimResolver {
  @Query(() => Claim, { nullable: true, description: 'The claim with this id; null when there is none.' })
  claim(
    @Arg('id', () => ID, {
      description: "The claim's id: the 22-character short form or the canonical UUID.",
    })
    id: string,
    @Ctx() { database }: GatewayContext,
  ): Promise<ClaimRecord | null> {
    return findClaim(database, id);
  }

  @Query(() => Claim, { nullable: true, description: 'The claim with this code; null when there is none.' })
  claimByCode(
    @Arg('code', () => String, { description: 'The whole code, ignoring case.' }) code: string,
    @Ctx() { database }: GatewayContext,
  ): Promise<ClaimRecord | null> {
    return findClaimByCode(database, code);
  }

  @Query(() => ClaimConnection, {
    nullable: true,
    description: 'The catalogue, all of it or what fits a filter.',
  })
  async claims(
    @Args(() => ClaimsArgs) { filter, orderBy, ...page }: ClaimsArgs,
    @Ctx() { database }: GatewayContext,
  ): Promise<Connection<ClaimRecord>> {
    const claims = await listClaims(database, page, filter, orderBy ?? undefined);
    return new Connection(claims, () => countClaims(database, filter));
  }

  @FieldResolver()
  id(@Root() claim: ClaimRecord): string {
    return shortId(claim.id);
  }

  @FieldResolver(() => ClaimAssignmentConnection, {
    description: 'Assignments of the claim to products, ordered by GTIN.',
  })
  async assignments(
    @Root() claim: ClaimRecord,
    @Args(() => ClaimAssignmentsArgs) { filter: unchecked, ...page }: ClaimAssignmentsArgs,
    @Ctx() { loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ClaimAssignmentRecord>> {
    const request = readPageRequest(page, claimAssignmentsOrdering(claim.id));
    const filter = readAssignmentFilter(unchecked);
    const hasDetails = selectsDetails(info);
    const assignments = await loaders.assignmentsOfClaim(claim, { request, filter, hasDetails });
    return new Connection(assignments, () => loaders.countAssignmentsOfClaim(claim.id, filter));
  }
}
