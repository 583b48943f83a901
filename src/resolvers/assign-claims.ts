import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import { AssignClaimsInput, AssignClaimsPayload } from '../schema/inputs/assign-claims.js';
import { assignClaims } from '../services/assignments/batches/assign-claims.js';
import type { GatewayContext } from './context.js';
import { selectsEvidenceOfRows } from './look-ahead/batch-details.js';
import { rowProblem } from './row-problem.js';

@Resolver()
export class AssignClaimsResolver {
  @Mutation(() => AssignClaimsPayload, {
    nullable: true,
    description:
      'Assigns up to 1,000 claims to products by one statement. Each row is checked and stored as by `assignClaim`. Counts as one request of the quota for each started 100 rows.',
  })
  async assignClaims(
    @Arg('input', () => AssignClaimsInput, { description: 'The rows.' })
    input: AssignClaimsInput,
    @Ctx() { database, principal, loaders, repeatable }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssignClaimsPayload> {
    const { created, updated, failed, results } = await assignClaims(database, principal, input, {
      write: repeatable?.write(String(info.path.key)),
      readsEvidence: selectsEvidenceOfRows(info),
    });
    loaders.forget();
    return {
      created,
      updated,
      failed,
      results: results.map(({ assignment = null, problem }, index) => ({
        index,
        assignment,
        problem: problem ? rowProblem(problem, index) : null,
      })),
    };
  }
}
