import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { shortId } from '../codecs/short-id.js';
import { ClaimConnection } from '../schema/connections/claim-connection.js';
import { type Connection, toConnection } from '../schema/connections/connection-type.js';
import { PageArgs } from '../schema/connections/page-args.js';
import { Claim } from '../schema/types/claim.js';
import { findClaim, findClaimByCode } from '../services/find-claims.js';
import { countClaims, listClaims } from '../services/list-claims.js';
import type { ClaimRecord } from '../services/records.js';
import type { GatewayContext } from './context.js';

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
    @Arg('code', () => String, { description: 'The whole code, in letters of either case.' }) code: string,
    @Ctx() { database }: GatewayContext,
  ): Promise<ClaimRecord | null> {
    return findClaimByCode(database, code);
  }

  @Query(() => ClaimConnection, { description: 'The catalogue in the order of its codes.' })
  async claims(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { database }: GatewayContext,
  ): Promise<Connection<ClaimRecord>> {
    return toConnection(await listClaims(database, args), () => countClaims(database));
  }

  @FieldResolver()
  id(@Root() claim: ClaimRecord): string {
    return shortId(claim.id);
  }
}
